// For steps that look at no media, or find none to look at.
import { Fault } from '../src/errors.ts';
import type { MediaTool } from '../src/step.ts';

const missing = async (): Promise<never> => {
  throw new Fault('configuration', 'FFMPEG_MISSING', 'There is no ffmpeg here.');
};

export const NO_MEDIA: MediaTool = { version: null, facts: missing, measure: missing };
