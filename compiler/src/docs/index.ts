// Documentation made from the compiler's own tables.
export { diagnosticPage, diagnosticPages } from './pages.js';
export { exampleWorld } from './world.js';
