// What operators decide against the rules.
export { type Intervener, type Intervention, intervene } from './interventions.js';
