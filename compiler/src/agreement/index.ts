// Agreement between rules: which compete, which can meet, who wins.
export { type Agreement, agree } from './agree.js';
export { compareRank } from './ranks.js';
