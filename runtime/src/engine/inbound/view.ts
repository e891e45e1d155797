// The view of an object (engine specification 4.2): what the inbound rules say about it alone. It reads no link and no
// metaverse object; that is what makes everything else exact.
import { CLEAR, type Environment, Failure, type Through } from '../../expressions/index.js';
import type { CsObject } from '../../store/index.js';
import type { Content, ObjectId } from '../../values/index.js';
import type { InboundFlow, InboundMachine, KeyMachine } from '../machine/machine.js';
import { Memo, type Session } from '../session.js';

/** What a flow gives for one object: values (references as RefTexts), nothing, clear, or a failure. */
export type FlowResult = Content | typeof CLEAR | Failure;

/** One join clause as it looks for this object. */
export interface ClauseView {
  /** The object's keys; none if an operand is absent or a condition on the object fails. */
  readonly texts: readonly string[];
  /** Where to look them up: one index for each metaverse type that the rules name. */
  readonly targets: readonly KeyMachine[];
}

export class View {
  /** Rules in scope, by precedence and variant. */
  readonly rules: readonly InboundMachine[];
  /** Those of them that join or project. */
  readonly links: readonly InboundMachine[];
  /** Metaverse types of the linking rules, in order. */
  readonly types: readonly string[];
  readonly account: string | null;
  readonly clauses: readonly ClauseView[];
  /** The type that the object is projected to, if `when` allows it. */
  readonly projects: string | undefined;
  private readonly results = new Map<InboundFlow, FlowResult>();

  constructor(
    private readonly environment: Environment,
    inbound: readonly InboundMachine[],
    private readonly moments: { next: number | undefined },
  ) {
    this.rules = inbound.filter((rule) => rule.scope(environment));
    this.links = this.rules.filter((rule) => rule.links);
    this.types = [...new Set(this.links.map((rule) => rule.rule.mvType))];
    this.account = this.links[0]?.account ?? null;
    this.clauses = clausesOf(this.links, environment);
    this.projects = this.links.find((rule) => rule.projects && rule.projectWhen(environment))?.rule.mvType;
  }

  /** The moment at which the view may change with nothing but time; of what has been evaluated so far. */
  get next(): number | undefined {
    return this.moments.next;
  }

  /** What a flow of one of `rules` gives. Evaluated once. `once` flows are evaluated as written (L 9.9: at projection only). */
  result(flow: InboundFlow): FlowResult {
    const known = this.results.get(flow);
    if (known !== undefined || this.results.has(flow)) return known;
    const result = this.evaluate(flow);
    this.results.set(flow, result);
    return result;
  }

  private evaluate(flow: InboundFlow): FlowResult {
    try {
      const outcome = flow.evaluate(this.environment);
      if (outcome === CLEAR) return CLEAR;
      return typeof outcome === 'symbol' || outcome === '' ? undefined : outcome;
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown;
      throw thrown;
    }
  }
}

const clausesOf = (links: readonly InboundMachine[], environment: Environment): readonly ClauseView[] => {
  const joining = links.filter((rule) => rule.joins.length > 0);
  const [first] = joining;
  if (first === undefined) return [];
  return first.joins.map((join, index) => ({
    texts: join.source.texts(environment),
    targets: [...new Set(joining.flatMap((rule) => rule.joins[index]?.target ?? []))],
  }));
};

/** The view of an object. One that is not confirmed has none: nothing is known of it. */
export const viewOf = (session: Session, object: CsObject): View => {
  const views = VIEWS.of(session);
  const known = views.get(object.id);
  if (known !== undefined) return known;
  const view = makeView(session, object, throughConnector(session));
  views.set(object.id, view);
  return view;
};

/** Images do not change during a synchronisation, so neither do views. */
const VIEWS = new Memo<ObjectId, View>();

const makeView = (session: Session, object: CsObject, through: Through): View => {
  const moments: { next: number | undefined } = { next: undefined };
  const environment = session.sourceEnvironment(object, through, (at) => {
    if (moments.next === undefined || at < moments.next) moments.next = at;
  });
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  return new View(environment, object.existence === 'confirmed' && type !== undefined ? type.inbound : [], moments);
};

/** Inbound expressions read through references of their own connector only (R1). */
export const throughConnector = (session: Session): Through => {
  const known = THROUGH.get(session);
  if (known !== undefined) return known;
  const through: Through = {
    connectorObject: (connector, reference, types, attribute) =>
      session.readConnectorObject(connector, reference, types, attribute),
    metaverseObject: () => undefined,
    members: () => [],
  };
  THROUGH.set(session, through);
  return through;
};

/** One for the whole session: it is asked for at every evaluation. */
const THROUGH = new WeakMap<Session, Through>();
