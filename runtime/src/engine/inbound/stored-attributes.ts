// What outbound rules ask of a metaverse object's attributes, and the answers once everything is stored.

import type { Environment, Through } from '../../expressions/index.js';
import type { MvObject } from '../../store/index.js';
import type { Content, Row } from '../../values/index.js';
import type { MvAttributeMachine, MvTypeMachine } from '../machine/machine.js';
import { bug } from '../machine/preparation.js';
import type { Session } from '../session.js';

/** The attributes of a metaverse object, as outbound rules ask for them. */
export interface Attributes {
  readonly mv: MvObject;
  readonly type: MvTypeMachine;
  /** Some object of it is held by a rule that projects. */
  readonly held: boolean;
  /** Two objects disagree about an attribute. */
  readonly tied: boolean;
  /** Derived attributes whose expression failed. */
  readonly failures: readonly string[];
  /** The content of an attribute as others read it: cleared is absent. */
  read(slot: number): Content;
  /** The object's attributes by slot; those in `reads` are sure to be there. */
  row(reads: readonly number[]): Row;
  /** What expressions that read these slots, and no connector object, are evaluated in. */
  environment(reads: readonly number[]): Environment;
  readonly noteMoment: (at: number) => void;
  /** The moment at which something evaluated here may change with nothing but time. */
  readonly next: number | undefined;
}

/** The attributes as finish stored them. */
export class StoredAttributes implements Attributes {
  readonly type: MvTypeMachine;
  readonly held: boolean;
  private readonly cells: Content[] = [];
  private moment: number | undefined;

  private surroundings: Environment | undefined;

  constructor(
    private readonly session: Session,
    readonly mv: MvObject,
    private readonly through: Through,
  ) {
    this.type = session.machine.mvTypes.get(mv.type) ?? bug(`no metaverse type ${mv.type}`);
    this.held = mv.holders.length > 0;
  }

  get tied(): boolean {
    return this.mv.stored.some((value) => value?.mark === 'tied');
  }

  get failures(): readonly string[] {
    return this.session.failures.get(this.mv.id) ?? [];
  }

  read(slot: number): Content {
    return this.mv.stored[slot]?.values;
  }

  row(reads: readonly number[]): Row {
    for (const slot of reads) this.cells[slot] = this.read(slot);
    return this.cells;
  }

  environment(reads: readonly number[]): Environment {
    const row = this.row(reads);
    this.surroundings ??= this.session.metaverseEnvironment(this.mv, row, this.through, this.noteMoment);
    return this.surroundings;
  }

  readonly noteMoment = (at: number): void => {
    this.moment = earlier(this.moment, at);
  };

  get next(): number | undefined {
    return this.moment;
  }
}

export const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

const NONE: readonly string[] = [];

/** Names of the attributes that fail. */
export const failing = (
  attributes: readonly MvAttributeMachine[],
  fails: (attribute: MvAttributeMachine) => boolean,
): readonly string[] => {
  let names: string[] | undefined;
  for (const attribute of attributes)
    if (fails(attribute)) {
      names ??= [];
      names.push(attribute.name);
    }
  return names ?? NONE;
};
