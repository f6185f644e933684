// Detects sentences that address a model instead of the audience. A script may contain them, but a claim found only in
// them does not count as the script's. Covers the usual ones in a few languages, never all.
import { sentencesOf } from './english.ts';

// Each gap is bounded, so that no text causes excessive backtracking.
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,60}\b(?:instructions?|prompts?|rules|guidelines|directives?|script|segments?|material|schema)\b/i,
  /\b(?:system|developer|admin)\s+(?:prompt|message|instruction|override|note)s?\b/i,
  /^\W*(?:system|assistant|developer|user|human|model|ai)\s*[:>\]]/i,
  /\b(?:dear|hello|hey|note to the|as an?)\s+(?:large )?(?:language )?(?:model|assistant|ai|llm)\b/i,
  /\byou are (?:now |no longer )?(?:an? )?(?:[a-z]+ )?(?:ai|assistant|language model|chatbot|jailbroken)\b/i,
  /\b(?:answer|respond|reply|output|return|print)\b[^.!?]{0,60}\b(?:json|slug|description|schema|front ?matter)\b/i,
  /\b(?:slug|description|applicability)["”']?\s*[:=]/i,
  /\b(?:slug|description)\s+(?:must|should|shall)\b/i,
  /\b(?:call|invoke|run)\b[^.!?]{0,20}\b(?:tool|function)\b/i,
  /\b(?:enhancement-id|landed-by|signed-off-by|co-authored-by|applicability)\b/i,
  /\b(?:ignorier|vergiss|missacht)\w*[^.!?]{0,60}(?:anweisung|vorgabe|regel)/i,
  /\b(?:ignore[zr]?|oublie[zr]?)\b[^.!?]{0,60}(?:instructions|consignes|règles)/i,
  /\b(?:ignor[ae]|olvida|esqueça|dimentica)\b[^.!?]{0,60}(?:instruc|istruzion|instruç|reglas|regras|regole)/i,
  /(?:игнорируй|забудь)[^.!?]{0,60}(?:инструкц|указан|правил)/iu,
  /(?:忽略|无视|無視)[^。！？]{0,30}(?:指令|指示|说明|规则|命令)|(?:指示|命令)[^。！？]{0,20}無視/u,
  /(?:تجاهل|انس)[^.!؟]{0,60}(?:التعليمات|الأوامر)/u,
];

export function isOrder(sentence: string): boolean {
  return ORDERS.some((pattern) => pattern.test(sentence));
}

/** Cuts each line at its first order, because the text after an order usually continues it. */
export function withoutOrders(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => {
      const sentences = sentencesOf(line);
      const order = sentences.findIndex(isOrder);
      return (order < 0 ? sentences : sentences.slice(0, order)).join(' ');
    })
    .join('\n');
}
