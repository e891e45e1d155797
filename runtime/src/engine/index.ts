// The pure engine: what a plan makes of connector spaces and a metaverse.
export { hashOfContent, hashOfSent, operationFingerprint } from './fingerprint.js';
