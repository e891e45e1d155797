// A program as one HTML page that needs nothing else: `rulec docs`.
import type { Plan } from '@syncrule/runtime/plan';
import { svgMaker } from '../graph/index.js';
import type { Compilation } from '../workspace/index.js';
import { siteModel } from './model.js';
import { page } from './page.js';
import { attributePictures, overviewPicture } from './pictures.js';

/** The page of a program that has a plan; the same program gives the same page. */
export const renderSite = async (title: string, compilation: Compilation, plan: Plan): Promise<string> => {
  const model = siteModel(title, compilation, plan);
  const draw = await svgMaker();
  return page(model, overviewPicture(model, draw), attributePictures(model, draw));
};
