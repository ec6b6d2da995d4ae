import type { DeskState } from '../live/shapes';

// One sentence for each state of a desk.
type ByState = Readonly<Record<DeskState, string>>;

// Every text of the screens. A language that leaves one out does not pass the type check; sentences are whole, never glued together.
// Parameters named `age` and `time` are phrases that Intl made in the same language.
export interface Strings {
  readonly landingTitle: string;
  readonly memberTitle: (site: string) => string;
  readonly manageTitle: (site: string) => string;
  readonly tagline: string;
  readonly signInHint: string;
  readonly noSites: string;
  readonly noSite: (site: string) => string;
  readonly unreachable: string;
  readonly loading: string;
  readonly yourSites: string;
  readonly livePlan: string;
  readonly freeDesksPage: string;
  readonly language: string;
  readonly connecting: string;
  readonly connected: string;
  readonly lostSince: (age: string) => string;
  readonly states: ByState;
  readonly stateMeanings: ByState;
  readonly desksInState: Readonly<Record<DeskState, (count: number) => string>>;
  readonly stateOverview: string;
  readonly view: string;
  readonly plan: string;
  readonly table: string;
  readonly planHelp: string;
  readonly desk: (label: string) => string;
  readonly deskStates: Readonly<Record<DeskState, (label: string) => string>>;
  readonly since: (time: string) => string;
  readonly sinceColumn: string;
  readonly readAgo: (age: string) => string;
  readonly readNever: string;
  readonly readingIsOld: string;
  readonly reading: string;
  readonly reason: string;
  readonly confidence: string;
  readonly sure: {
    readonly almostCertain: (share: string) => string;
    readonly likely: (share: string) => string;
    readonly doubtful: (share: string) => string;
  };
  readonly state: string;
  readonly zone: string;
  readonly zones: string;
  readonly wholeSite: string;
  readonly notCounted: string;
  readonly amenitiesColumn: string;
  readonly details: string;
  readonly detailsHint: string;
  readonly expired: (time: string) => string;
  readonly assigned: string;
  readonly close: string;
  readonly people: (low: number, best: number, high: number) => string;
  readonly peopleUnknown: string;
  readonly ofCapacity: (capacity: number) => string;
  readonly full: string;
  readonly gateway: string;
  readonly gateways: string;
  readonly noGateways: string;
  readonly gatewayStates: Readonly<Record<string, string>>;
  readonly heardAgo: (age: string) => string;
  readonly heardNow: string;
  readonly heardNever: string;
  readonly pending: (count: number) => string;
  readonly healthTitle: (site: string) => string;
  readonly healthLink: string;
  readonly arrival: {
    readonly deaf: string;
    readonly nothing: string;
    readonly all: (time: string) => string;
    readonly awaited: (count: number) => string;
    readonly silent: (gateway: string, time: string) => string;
    readonly silentMany: (count: number) => string;
    readonly never: (gateway: string) => string;
    readonly lost: (count: number) => string;
  };
  // In the order of the columns.
  readonly ledgerColumns: {
    readonly received: string;
    readonly cameTwice: string;
    readonly onItsWay: string;
    readonly lost: string;
    readonly refused: string;
  };
  readonly hub: string;
  readonly hubParts: Readonly<Record<'broker' | 'journal' | 'history' | 'live', string>>;
  readonly works: string;
  readonly worksNot: string;
  readonly alerts: string;
  readonly noAlerts: string;
  readonly legendDoor: string;
  readonly legendOld: string;
  readonly freeNow: (count: number) => string;
  readonly unknownNow: (count: number) => string;
  readonly maybeSoon: (count: number) => string;
  readonly closedNow: string;
  readonly asOf: (age: string) => string;
  readonly asOfNow: string;
  readonly offline: string;
  readonly offlineStale: (count: number, age: string) => string;
  readonly noneFree: string;
  readonly noneFreeFilter: string;
  readonly freeInZone: (count: number) => string;
  readonly unknownInZone: (count: number) => string;
  readonly unknownMeaning: string;
  readonly heldMeaning: string;
  readonly rule: string;
  readonly filter: string;
  readonly amenities: Readonly<Record<string, string>>;
  readonly reasons: {
    readonly neverWatched: string;
    readonly notWatchedSince: (time: string) => string;
    readonly faultSince: (time: string) => string;
    readonly fault: string;
    readonly stuckSince: (time: string) => string;
    readonly stuck: string;
    readonly undecidedFor: (minutes: number) => string;
    readonly seenBeforeBreak: string;
    readonly nothingSeen: string;
    readonly motion: string;
    readonly noMotion: string;
    readonly noMotionFor: (minutes: number) => string;
    readonly present: (sensor: string) => string;
    readonly absent: (sensor: string) => string;
    readonly absentFor: (sensor: string, minutes: number) => string;
    // What the hub said and this version cannot say in its own words.
    readonly other: (phrase: string) => string;
  };
  readonly anySensor: string;
  readonly sensors: Readonly<Record<string, string>>;
}
