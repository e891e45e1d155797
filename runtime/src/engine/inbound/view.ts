// The view of an object (engine specification 4.2): what the inbound rules say about it alone. It reads no link and no
// metaverse object; that is what makes everything else exact.
import { CLEAR, type Environment, Failure, type Through } from '../../expressions/index.js';
import type { CsObject } from '../../store/index.js';
import type { Content, ObjectId } from '../../values/index.js';
import { inboundScope } from '../machine/inbound-scopes.js';
import type { InboundFlow, InboundMachine, InboundScope, KeyMachine } from '../machine/machine.js';
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

/** No flow gives this: it has not been evaluated. */
const UNKNOWN: unique symbol = Symbol('unknown');

export class View {
  readonly clauses: readonly ClauseView[];
  /** The type that the object is projected to, if `when` allows it. */
  readonly projects: string | undefined;
  private readonly results: (FlowResult | typeof UNKNOWN)[] = [];
  private failing: boolean | undefined;

  constructor(
    private readonly environment: Environment,
    readonly scope: InboundScope,
    private readonly moments: { next: number | undefined },
  ) {
    this.clauses = clausesOf(scope, environment);
    this.projects = projectedType(scope, environment);
  }

  /** Rules in scope, by precedence and variant. */
  get rules(): readonly InboundMachine[] {
    return this.scope.rules;
  }

  /** Those of them that join or project. */
  get links(): readonly InboundMachine[] {
    return this.scope.links;
  }

  get account(): string | null {
    return this.scope.account;
  }

  /** The moment at which the view may change with nothing but time; of what has been evaluated so far. */
  get next(): number | undefined {
    return this.moments.next;
  }

  /** What a flow of one of `rules` gives. Evaluated once. `once` flows are evaluated as written (L 9.9: at projection only). */
  result(flow: InboundFlow): FlowResult {
    while (this.results.length <= flow.index) this.results.push(UNKNOWN);
    const known = this.results[flow.index];
    if (known !== UNKNOWN) return known;
    const result = this.evaluate(flow);
    this.results[flow.index] = result;
    return result;
  }

  /** A flow to the type that would be projected fails: nothing is made of half an object. */
  get projectionFails(): boolean {
    this.failing ??= this.rules.some(
      (rule) =>
        rule.rule.mvType === this.projects &&
        rule.account === this.account &&
        rule.flows.some((flow) => this.result(flow) instanceof Failure),
    );
    return this.failing;
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

const clausesOf = ({ clauses }: InboundScope, environment: Environment): readonly ClauseView[] => {
  const views: ClauseView[] = [];
  for (const { source, targets } of clauses) views.push({ texts: source.texts(environment), targets });
  return views;
};

const projectedType = ({ links }: InboundScope, environment: Environment): string | undefined => {
  for (const rule of links) if (rule.projects && rule.projectWhen(environment)) return rule.rule.mvType;
  return undefined;
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

const NOTHING_IN_SCOPE = inboundScope([]);

const makeView = (session: Session, object: CsObject, through: Through): View => {
  const moments: { next: number | undefined } = { next: undefined };
  const environment = session.sourceEnvironment(object, through, (at) => {
    if (moments.next === undefined || at < moments.next) moments.next = at;
  });
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  const confirmed = object.existence === 'confirmed' && type !== undefined;
  return new View(environment, confirmed ? type.inScope(environment) : NOTHING_IN_SCOPE, moments);
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
