// A shard of the histories that the gate plays.
import { shard } from './shard.js';

shard(1);
