// Whose turn it is to be given names (engine specification 5.4): by steps, and within a step in the order of the metaverse objects'
// keys. Whoever was refused a name has a turn again as soon as somebody gives it up, before anybody who comes later: so what
// comes out is decided by the state alone, and the same synchronisation again finds nothing to give.
import { compareText, type MvId, type MvKey } from '../../values/index.js';
import type { MvTypeMachine } from '../machine/machine.js';
import { refusedOf } from '../names/given.js';
import { PriorityQueue } from '../priority-queue.js';
import type { Session } from '../session.js';
import { betweenBatches, evaluateOne, touchedBatches } from './batches.js';

/** One level of attributes, or the flows of slots. */
export interface Step {
  readonly isConcerned: (type: MvTypeMachine) => boolean;
  /** Serves the requests of one metaverse object. Those whose later turns may come out otherwise now. */
  readonly give: (id: MvId) => readonly MvId[];
}

interface Turn {
  readonly step: number;
  readonly id: MvId;
  readonly key: MvKey;
}

const compareTurns = (a: Turn, b: Turn): number => a.step - b.step || compareText(a.key, b.key);

export class Turns {
  private readonly steps: Step[] = [];
  /** Turns that are due again, or came up on the way. */
  private readonly again = new PriorityQueue(compareTurns);
  /** By the name, as a claim: the turns that were refused it. */
  private readonly refused = new Map<string, Turn[]>();

  constructor(private readonly session: Session) {}

  /** Takes all turns of the next step. */
  async take(step: Step, at: number): Promise<void> {
    this.steps.push(step);
    for (const turn of await this.inOrder(step, at)) {
      await this.takeAgain((early) => compareTurns(early, turn) < 0);
      await this.serve(turn);
    }
    await this.takeAgain(() => true);
  }

  private async takeAgain(isDue: (turn: Turn) => boolean): Promise<void> {
    for (let early = this.again.peek(); early !== undefined && isDue(early); early = this.again.peek()) {
      this.again.pop();
      await this.serve(early);
    }
  }

  private async serve(turn: Turn): Promise<void> {
    const { session } = this;
    const concerned = await evaluateOne(session, () => this.steps[turn.step]?.give(turn.id) ?? []);
    for (const name of session.names.refused.splice(0))
      this.refused.set(name, [...(this.refused.get(name) ?? []), turn]);
    for (const name of session.names.freed.splice(0)) {
      for (const early of this.refused.get(name) ?? []) this.again.push(early);
      this.refused.delete(name);
      await this.wakeRefused(turn, name);
    }
    for (const id of concerned) await this.repeatLater(turn, id);
  }

  /** Who was refused a name in an earlier synchronisation asks again, whether or not anything else touches it. */
  private async wakeRefused({ step: last }: Turn, name: string): Promise<void> {
    const { session } = this;
    if (session.everything) return;
    for (const id of await evaluateOne(session, () => refusedOf(session, name))) {
      session.space.lists?.everything(id);
      session.touched.add(id);
      await this.repeat(id, (step) => step <= last);
    }
  }

  /** Turns of the steps that have begun already; to those to come everything touched is taken. */
  private async repeatLater({ step: after }: Turn, id: MvId): Promise<void> {
    if (after + 1 < this.steps.length) await this.repeat(id, (step) => step > after);
  }

  private async repeat(id: MvId, isDue: (step: number) => boolean): Promise<void> {
    const mv = await evaluateOne(this.session, () => this.session.space.mv(id));
    const type = mv && this.session.machine.mvTypes.get(mv.type);
    if (mv === undefined || type === undefined) return;
    for (const [step, { isConcerned }] of this.steps.entries())
      if (isDue(step) && isConcerned(type)) this.again.push({ step, id, key: mv.key });
  }

  /** O2, of those whose type is concerned. */
  private async inOrder({ isConcerned }: Step, step: number): Promise<readonly Turn[]> {
    const found: Turn[] = [];
    for await (const batch of touchedBatches(this.session)) {
      for (const id of batch) {
        const mv = this.session.space.mv(id);
        const type = mv && this.session.machine.mvTypes.get(mv.type);
        if (mv !== undefined && type !== undefined && isConcerned(type)) found.push({ step, id, key: mv.key });
      }
      await betweenBatches(this.session);
    }
    return found.sort(compareTurns);
  }
}
