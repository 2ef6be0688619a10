/**
 * English words that say nothing of what a text is about. In other languages such words are only held down by how common they
 * are in the pool (`TermIndex`). Pieces of contractions ("don", "ll") are here because words end at an apostrophe.
 */
const WORDS = `
  about above across after again against ago ain all almost alone along already also although always among and another any anybody anyone anything
  are aren around away back because been before behind being below best better between both but came can cannot come could couldn day days did didn
  does doesn doing don done down during each either else enough even ever every everybody everyone everything far few find first for from get gets
  getting give given goes going gone good got had hadn has hasn have haven having her here hers herself him himself his how however into isn its itself
  just keep kind know last least less let like likes little live long look looks lot love made make makes making many may maybe mean might mine more
  most much must myself near need never new next nobody none nor not nothing now off often once one ones only onto other others our ours ourselves
  out over own part people per perhaps please put quite rather really right said same saw say says see seem seems seen self several shall she should
  shouldn since some somebody someone something sometimes soon still such sure take tell than thank thanks that the their theirs them themselves then
  there these they thing things think this those though thought three through time times today together told tomorrow tonight too took toward two
  under until upon use used very via want wants was wasn way ways well went were weren what whatever when where whether which while who whole whom
  whose why will with within without won would wouldn year years yes yesterday yet you your yours yourself`

export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))
