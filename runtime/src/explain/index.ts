// Why things are as they are.
export { type Explanation, explainConnector, explainMetaverse, type Input, type Voice } from './explain.js';
