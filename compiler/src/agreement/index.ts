// Agreement between rules: which compete, which can meet, who wins.
export { type Agreement, agree } from './agree.js';
export { type Contributor, type Contributors, contributorsOf } from './contributors.js';
export { compareRank, type PreferOf } from './ranks.js';
export { inOrder, listed } from './report.js';
export { type Contender, type Contest, canMeet, type PathsOf } from './rules.js';
export { type Writer, writersOf } from './writers.js';
