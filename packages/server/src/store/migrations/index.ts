/** Every migration by name, in order. They only go forward. */
import type { Migration } from 'kysely/migration'
import * as core from './0001-core.ts'
import * as estimatesAndGrants from './0002-estimates-and-grants.ts'
import * as journalByProject from './0003-journal-by-project.ts'
import * as groups from './0004-groups.ts'
import * as simulatedWorlds from './0005-simulated-worlds.ts'
import * as reactionsByTarget from './0006-reactions-by-target.ts'
import * as erasingProjects from './0007-erasing-projects.ts'
import * as gallery from './0008-gallery.ts'
import * as sites from './0009-sites.ts'
import * as members from './0010-members.ts'
import * as moderation from './0011-moderation.ts'
import * as packsAndEnrichments from './0012-packs-and-enrichments.ts'
import * as rampUps from './0013-ramp-ups.ts'
import * as outside from './0014-outside.ts'
import * as workflows from './0015-workflows.ts'
import * as engagement from './0016-engagement.ts'
import * as actsOfLikes from './0017-acts-of-likes.ts'
import * as reviewersTold from './0018-reviewers-told.ts'
import * as editedBy from './0019-edited-by.ts'
import * as contextsAsText from './0020-contexts-as-text.ts'
import * as causedAt from './0021-caused-at.ts'
import * as waysOfLinks from './0022-ways-of-links.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-core': core,
  '0002-estimates-and-grants': estimatesAndGrants,
  '0003-journal-by-project': journalByProject,
  '0004-groups': groups,
  '0005-simulated-worlds': simulatedWorlds,
  '0006-reactions-by-target': reactionsByTarget,
  '0007-erasing-projects': erasingProjects,
  '0008-gallery': gallery,
  '0009-sites': sites,
  '0010-members': members,
  '0011-moderation': moderation,
  '0012-packs-and-enrichments': packsAndEnrichments,
  '0013-ramp-ups': rampUps,
  '0014-outside': outside,
  '0015-workflows': workflows,
  '0016-engagement': engagement,
  '0017-acts-of-likes': actsOfLikes,
  '0018-reviewers-told': reviewersTold,
  '0019-edited-by': editedBy,
  '0020-contexts-as-text': contextsAsText,
  '0021-caused-at': causedAt,
  '0022-ways-of-links': waysOfLinks,
}
