// Types for the parts of an item on a page: speech with its voice, cues as shown, pictures with their files.
import type { MediaFile } from '../../domain/media/shelf.ts';
import type { ScriptPart } from '../../markdown/script-parts.ts';
import type { ShownCue } from './shown-cue.ts';
import type { Voice } from './voices.ts';

type Said = Extract<ScriptPart, { readonly kind: 'speech' | 'list' }>;

export type PagePart =
  | (Said & {
      readonly voice: Voice;
      /** True if the page prints the speaker's name here. */
      readonly isNamed: boolean;
    })
  | { readonly kind: 'cue'; readonly cue: ShownCue }
  | {
      readonly kind: 'picture';
      readonly name: string;
      readonly caption: string;
      /** Null if the file is missing. */
      readonly file: MediaFile | null;
    }
  | Exclude<ScriptPart, Said | { readonly kind: 'cue' | 'picture' }>;
