// The mutation check (engine specification, section 15): faults planted into the engine as it is built, one for each way in which a
// change marks what it concerns (section 7), and some for what section 4 to 6 compute. Histories must find each.

/** A fault: in a file of the built engine, a text that stands there once is replaced. */
export interface Plant {
  /** The row of section 7, or the rule, that is removed. */
  readonly what: string;
  /** From `runtime/dist/engine`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The number of a program whose histories find it. */
  readonly program: number;
}

const plant = (program: number, what: string, file: string, find: string, replace = ''): Plant => ({
  program,
  what,
  file,
  find,
  replace,
});

export const PLANTS: readonly Plant[] = [
  plant(
    -52,
    '5.6 B2: a deletion that the target refused or did not heed makes no room',
    'outbound/obstacles.js',
    'return obstacleToDeletion(session, draft.object);',
    'return undefined;',
  ),
  plant(
    -54,
    '5.6 B2: a renaming that the target refused or did not heed makes no room',
    'outbound/obstacles.js',
    'return obstacleToRename(session, draft, isBlocked);',
    'return undefined;',
  ),
  plant(
    3,
    'image of X: its metaverse object',
    'phases/marking.js',
    'if (object.link !== undefined)\n        session.touch(object.link.mv);\n    else if',
    'if (object.link !== undefined);\n    else if',
  ),
  plant(0, 'image of X: decideIn(X)', 'phases/marking.js', 'session.queues.objects.add(object.id);', ';'),
  plant(
    -101,
    'image of X: intents that looked up its join values',
    'phases/marking.js',
    'for (const { mv } of lookers)\n        session.touch(mv);',
  ),
  plant(
    39,
    'image of X: who wants its name',
    'phases/marking.js',
    'for (const mv of namesakes)\n        session.touch(mv);',
  ),
  plant(
    41,
    'image of X: requests for the names that it gives',
    'phases/marking.js',
    'for (const mv of moved.concerned)\n        session.touch(mv);',
  ),
  plant(
    26,
    'image of X: its unclaimed deletion',
    'phases/marking.js',
    'for (const each of [object, ...referring.views])\n        session.seek(each.id);',
  ),
  plant(
    13,
    'image of X read through by others',
    'phases/marking.js',
    'for (const each of [object, ...referring.views])\n        see(session, each);',
    'see(session, object);',
  ),
  plant(
    3,
    'existence of X: who refers to it',
    'phases/marking.js',
    'touchReferring(session, referring.values, object, meant?.key);',
    '',
  ),
  plant(20, 'link of X: who refers to it', 'phases/links.js', 'linkChanged(session, effects.referring, object);'),
  plant(
    -72,
    'link of X: who looks it up',
    'phases/links.js',
    'if (id !== link.mv)\n            session.touch(id);',
    ';',
  ),
  plant(
    3,
    'link of X ends: decideIn(X)',
    'phases/life.js',
    'if (isVisible(free))\n        session.queues.objects.add(free.id);',
  ),
  plant(
    2,
    'a value of a join key: decideIn of who has it',
    'phases/examine.js',
    'session.queues.objects.add(object);',
    ';',
  ),
  plant(
    -24,
    'a value of a join key: who competes for what it finds',
    'phases/examine.js',
    'if (other !== id)\n            requeue(session, other);',
    ';',
  ),
  plant(
    -99,
    'a value of a join key: unclaimed deletion of what it finds',
    'phases/examine.js',
    'session.seek(object);',
    ';',
  ),
  plant(
    10,
    'a value that others read through a reference',
    'phases/examine.js',
    'for (const reader of readers)\n        session.touch(reader);',
  ),
  plant(
    10,
    'a value that an every reads of its members',
    'phases/examine.js',
    'else\n            session.touch(looker);',
    '',
  ),
  plant(
    -108,
    'goneSince',
    'phases/life.js',
    ': { ...mv, goneSince: session.at, kept: fate.kept });\n    session.touch(mv.id);',
    ': { ...mv, goneSince: session.at, kept: fate.kept });',
  ),
  plant(
    13,
    'death of M: decideIn of who has its keys',
    'phases/life.js',
    'for (const id of wakes.objects)\n        session.queues.objects.add(id);',
  ),
  plant(
    25,
    'death of M: who competed with it',
    'phases/life.js',
    'if (id !== mv.id)\n            session.touch(id);',
    ';',
  ),
  plant(-82, 'what stands for M: who refers to it', 'phases/stage.js', 'appeared.push(id);', ';'),
  plant(
    27,
    'link, sent or exported of X: who refers to what it stands for',
    'phases/stage.js',
    'evaluateEach(session, session.standing,',
    'evaluateEach(session, [],',
  ),
  plant(
    24,
    'name or claim of an object: claims on it',
    'phases/stage.js',
    'for (const id of next)\n            concerned.add(id);\n        todo = next;',
    'todo = new IdSet();',
  ),
  plant(
    75,
    'name that came or went: who would give it',
    'phases/stage.js',
    'await drawInClaimants(session, concerned);',
  ),
  plant(-30, 'a name that went: who was refused it', 'names/given.js', '...refusedOfRows(session, went)', ''),
  plant(
    -64,
    'death of M: who was refused its names',
    'phases/life.js',
    '...refusedOfRows(session, nameRows(session, mv.keys)),',
  ),
  plant(
    -62,
    'a name given up for another: who was refused it',
    'phases/turns.js',
    'await this.wakeRefused(turn, name);',
  ),
  plant(-99, 'unclaimed deletion: who wants the name', 'phases/stage.js', 'await drawInNamesakes(session, concerned);'),
  plant(-87, 'a name given: who reads the attribute', 'phases/naming.js', 'session.touched.add(reader);', ';'),
  plant(-78, 'time', 'phases/begin.js', ', ...(await store.due(session.at))'),
  plant(
    3,
    'plan: objects of types that it reads otherwise',
    'phases/activation.js',
    'markObject(session, object);',
    ';',
  ),
  plant(
    -17,
    'plan: metaverse objects of types that it writes from otherwise',
    'phases/activation.js',
    'for (const type of difference.metaverse)\n        await touchAll(session, mvsOfType(store, type));',
  ),
  plant(3, 'plan: what targets refused', 'phases/activation.js', 'unheeded: {}', 'unheeded: object.written.unheeded'),
  plant(
    -52,
    'plan: unclaimed deletions that targets refused',
    'phases/activation.js',
    'else\n        session.seek(object.id);',
  ),
  plant(
    -115,
    '6.1: a deletion that was not heeded, and is wanted no more',
    'phases/operations.js',
    'for (const object of kept)\n        forgetUnheededDeletion(session, object);',
  ),
  plant(
    -118,
    '6.1: a deletion of what nobody claims that was not heeded, and is wanted no more',
    'phases/unclaimed.js',
    'forgetUnheededDeletion(session, object);',
    ';',
  ),
  plant(-96, '5.2: who died leaves references behind', 'phases/life.js', 'mourn(session, mourner, keys);', ';'),
  plant(1, '5.2: what the last holders gave is not kept', 'phases/life.js', 'if (parts.length > 0)', 'if (false)'),
  plant(-126, 'lists: references that left', '../runs/marks.js', '...before.filter((value) => !now.has(value)), '),
  plant(-126, 'lists: whose references came or left', 'phases/marked-references.js', 'session.touchValues(mv);'),
  plant(
    -125,
    'lists: a reference that came or left',
    'phases/marked-references.js',
    'space.lists?.reference(id, reference, mv);',
    ';',
  ),
  plant(-125, 'lists: one more of each', 'phases/lists.js', 'await lookAtOthers(session, lists, ids);'),
  plant(
    -125,
    'lists: whom a reference means',
    'phases/lists.js',
    'await evaluateAll(session, ids, (id) => lookAtMeant(session, lists, id));',
  ),
  plant(
    -125,
    'lists: what means one who is looked at',
    'phases/lists.js',
    'await evaluateAll(session, ids, (id) => lookAtLinked(session, lists, id));',
  ),
  plant(
    -123,
    'lists: of what there was something to say',
    'phases/lists.js',
    'if (erring)\n        lists.everything(id);',
  ),
  plant(
    -125,
    'lists: more is looked at than was loaded',
    'space/list-parts.js',
    'if (this.inPart.has(id))\n            this.stale.add(id);\n        return true;',
    'return true;',
  ),
  plant(
    -122,
    'lists: one that is sent whole',
    'outbound/changes.js',
    "if ('set' in change && isInParts(session, draft, wanted))\n        readWhole(session.space, draft.mv, [draft.object]);",
  ),
  plant(3, 'errors of what is set aside', 'phases/marking.js', '    else\n        session.waiting.add(object.id);', ''),
];
