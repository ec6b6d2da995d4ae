// The hub's clock as far as this page knows it: an answer was made before it arrived, so the largest difference seen is the nearest.
export class HubClock {
  private aheadMs: number | undefined;

  // A new connection may follow a change of either clock.
  forget(): void {
    this.aheadMs = undefined;
  }

  hear(asOf: string): void {
    const ahead = Date.parse(asOf) - Date.now();
    if (Number.isFinite(ahead)) {
      this.aheadMs = Math.max(this.aheadMs ?? -Infinity, ahead);
    }
  }

  nowMs(): number {
    return Date.now() + (this.aheadMs ?? 0);
  }
}
