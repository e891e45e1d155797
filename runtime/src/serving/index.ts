// The service that runs profiles on schedule.
export type { Listen } from './http.js';
export { jobOf, type ScheduleEntry, type ServeOptions, serve } from './serve.js';
