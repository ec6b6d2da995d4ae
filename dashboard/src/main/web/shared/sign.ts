import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { DeskState } from '../live/shapes';

// The sign of a state, about a centre at 0,0 and 20 units wide: told apart by form, whatever the colour.
export function signShape(state: DeskState): SVGTemplateResult {
  switch (state) {
    case 'free':
      return svg`<circle class="ring" r="8" /><path class="mark" d="M-4 0.3 L-1.2 3.2 L4.2 -3" />`;
    case 'held':
      return svg`<circle class="ring" r="8" /><path class="fill" d="M0 -8 A8 8 0 0 0 0 8 Z" />`;
    case 'occupied':
      return svg`<circle class="fill" r="9" />`;
    case 'unknown':
      return svg`<circle class="ring dashed" r="8" /><path class="mark" d="M-2.9 -2.3 A2.9 2.9 0 1 1 1 0.6 Q0 1.2 0 2.4" /><circle class="fill" cy="5.2" r="1.25" />`;
  }
}

export function sign(state: DeskState): TemplateResult {
  return html`<svg class="sign" data-sign=${state} viewBox="-10 -10 20 20" aria-hidden="true">${signShape(state)}</svg>`;
}
