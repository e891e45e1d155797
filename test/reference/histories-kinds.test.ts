// A share of the histories of the gate: programs of special kinds.
import { specialKinds } from './shard.js';

specialKinds();
