// Columns: what neighbours have in common begins below each other.
import { type Pad, pad } from './doc.js';

/** Wider beginnings stand aside: they would push everybody else far to the right. */
const WIDEST = 40;

/** One column through a run of neighbours. */
export class Alignment {
  private cells: { readonly pad: Pad; readonly width: number }[] = [];

  /** The blanks behind a beginning of this width; `inFlat`: also where the group around is on one line. */
  add(width: number, inFlat: boolean): Pad {
    const cell = pad(inFlat);
    if (width <= WIDEST) this.cells.push({ pad: cell, width });
    return cell;
  }

  /** The run has ended; the next beginning starts another. */
  end(): void {
    const widest = Math.max(0, ...this.cells.map((cell) => cell.width));
    for (const cell of this.cells) cell.pad.width = widest - cell.width;
    this.cells = [];
  }
}
