import type { GatewayReport } from '../live/shapes';

// What the hub answers about itself, its gateways and its ledger.

export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly noticed: string;
  readonly closed: string | null;
}

export interface Log {
  readonly began: string | null;
  readonly received: number;
  readonly duplicates: number;
  // Numbers in open gaps that the gateway itself gave up.
  readonly dropped: number;
  readonly gaps: readonly Gap[];
}

export interface LedgerGateway {
  readonly gateway: string;
  readonly rejected: Readonly<Record<string, number>>;
  readonly logs: readonly Log[];
}

export interface Ledger {
  readonly gateways: readonly LedgerGateway[];
}

export interface FleetGateway extends GatewayReport {
  readonly site: string;
}

export interface Fleet {
  readonly gateways: readonly FleetGateway[];
}

export interface Part {
  readonly status: string;
  readonly cause: string | null;
}

export interface Hub {
  readonly details: { readonly broker: Part; readonly journal: Part; readonly history: Part; readonly live: Part };
}
