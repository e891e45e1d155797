// Documentation made from the compiler's own tables.
export { familyHeading, functionsPage } from './functions.js';
export { diagnosticPage, diagnosticPages } from './pages.js';
export { exampleWorld } from './world.js';
