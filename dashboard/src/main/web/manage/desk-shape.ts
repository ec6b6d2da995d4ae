import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Desk, DeskState, Point } from '../live/shapes';
import { signShape } from '../shared/sign';

export interface DeskLook {
  readonly desk: Desk;
  readonly state: DeskState;
  readonly at: Point;
  readonly scale: number;
  readonly spoken: string;
  readonly isOld: boolean;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
}

// A desk seen from above with its chair. The more of it is filled, the more it is taken; the sign says the same by form.
export function deskShape(look: DeskLook): SVGTemplateResult {
  const { desk, state, at, scale } = look;
  return svg`<g
    class="desk"
    role="button"
    data-desk=${desk.desk}
    data-state=${state}
    aria-label=${look.spoken}
    aria-pressed=${look.isSelected}
    tabindex=${look.isTabStop ? 0 : -1}
    transform="translate(${at[0]} ${at[1]}) scale(${scale})"
  >
    <rect class="target" x="-0.9" y="-0.6" width="1.8" height="1.35" />
    <rect class="chair" x="-0.28" y="0.47" width="0.56" height="0.2" rx="0.1" />
    <rect class="top" x="-0.75" y="-0.42" width="1.5" height="0.84" rx="0.12" />
    <g class="sign" data-sign=${state} transform="translate(-0.38 0) scale(0.026)">${signShape(state)}</g>
    <text class="label" x="0.26" y="0" text-anchor="middle" dominant-baseline="central" textLength=${fitted(desk.label)} lengthAdjust="spacingAndGlyphs">${desk.label}</text>
    ${look.isOld ? svg`<g class="old" transform="translate(0.72 -0.4)"><circle r="0.17" /><path d="M0 -0.09 V0 H0.07" /></g>` : nothing}
  </g>`;
}

// Long labels are narrowed rather than cut.
function fitted(label: string): string | typeof nothing {
  return label.length > 3 ? '0.8' : nothing;
}
