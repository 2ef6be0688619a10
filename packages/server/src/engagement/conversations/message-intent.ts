/**
 * What somebody who writes to us wants, told by rules over English words. It would rather say `other` than guess: the
 * labels feed the score and the counts, and a wrong "not interested" costs a lead.
 */
import type { MessageIntent } from '@troupe/contract'
import { ownWords } from '../../policy/messaging/own-words.ts'
import { isStopWord } from '../../policy/messaging/stop-words.ts'

/** The first whose pattern is found counts, so that refusals go before what they refuse. */
const RULES: readonly (readonly [MessageIntent, RegExp])[] = [
  ['stop', /\b(unsubscribe|(take|remove) me (off|from)|(stop|quit) (messag|text|email|e-mail|writ|contact|send|spam|bother|call)\w*|(don'?t|do not|never) (message|text|email|e-mail|write|contact|call|bother) (me|us)( again| any ?more)?|no more (messages|emails|e-mails|mails|texts|calls)|leave me alone|opt(ing)? (me )?out|delete my (data|number|address|e-?mail))\b/],
  ['not-interested', /\b((not|no longer|isn'?t) (really |very |that |at all )?interested|no interest|not for me|not (looking|a good fit|what i('| a)?m (looking|after))|(i'?ll|will) pass\b|no,? thank(s| you)|not (right )?now,? thank|changed my mind|(already )?(went|going|decided to go) with (someone|somebody|another|a different)|already (bought|have one|found (one|someone|somebody)))/],
  ['complaint', /\b(refund|money back|complain\w*|complaint|scam\w*|rip-?off|fraud\w*|unacceptable|terrible|horrible|awful|worst|disappoint\w*|(does|did|has|is)(n'?t| not) (work(ing|ed)?|arriv\w*|show(ed|n)? up|deliver\w*)|(never|not) (received|arrived|showed up|got (it|my|the|an answer))|charged (me )?(twice|again|double|wrong\w*)|waste of (time|money)|still waiting|broken|angry|upset)\b/],
  ['objection', /\b(too (expensive|much|pricey|dear|long|busy|late|early)|(can'?t|cannot|can not|couldn'?t) afford|out of (my )?budget|over (my )?budget|(no|don'?t have( the)?|haven'?t( got)?( the)?|not enough) (time|budget|money)|not (sure|convinced)|(need|have|want|going) to think|think (about it|it over)|(need|have) to (ask|check with|talk to) my|(sounds|seems) (too good|expensive|risky)|what if it (doesn'?t|does not)|how do i know|skeptic\w*|sceptic\w*|tried (this|that|it|something like) before|cheaper (elsewhere|option)|maybe later|another time)\b/],
  ['booking', /\b(book(ing)?( (a|an|the|it|me|this|that|one|now|for|in|my))?|schedul\w*|re-?schedul\w*|appointment|(free|available|open) (slot|spot|time|date)s?|sign (me )?up|enrol\w*|reserve|reservation|(are|r) (you|u) (free|available) (on|at|this|next|tomorrow|today)|(can|could|shall) we (meet|talk|speak|do (it )?)( (on|at|this|next|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday))|set up a (call|time|meeting)|ready to (start|buy|pay)|how (do|can) i (pay|buy|join|start)|i('?d| would) like to (buy|join|start|book|pay)|send me the (link|invoice|payment link)|count me in|i('?m| am) in\b)/],
  ['price', /\b(price\w*|pricing|cost\w*|how much|fees?|rates?\b(?!d)|charge\b|discount\w*|coupon|promo( code)?|instal?l?ments?|payment plan|(any|a) deal|cheaper|quote\b|budget|(what|how much) (do|would) (you|it|this|that) (charge|cost|set me back))/],
  ['question', /\?|^(what|when|where|who|why|how|which|can|could|do|does|did|is|are|will|would|should|may|has|have)\b|\b(wondering|curious|question|tell me more|more (info|information|details)|let me know (if|how|what|when|whether)|explain|please (send|share) (more|details|info))\b/],
  ['thanks', /\b(thanks?|thank you|thx|tysm|ty|cheers|appreciate\w*|grateful|awesome|(that'?s |this is )?(great|perfect|wonderful|amazing|lovely)|got it|sounds good)\b/],
]

export function intentOf(text: string): MessageIntent {
  if (isStopWord(text)) return 'stop'
  const own = ownWords(text)
  return RULES.find(([, pattern]) => pattern.test(own))?.[0] ?? 'other'
}
