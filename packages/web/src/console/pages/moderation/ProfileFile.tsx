/** All there is to decide on about a member: how they stand, what became of their agents, what was decided before. */
import type { ModerationActKind } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { counted } from '../../../design/number-format.ts'
import { profileModerationPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Facts } from '../../parts/Page.tsx'
import { AuthorLine } from './AuthorLine.tsx'
import { FileActs } from './FileActs.tsx'
import { Acts } from './Records.tsx'
import { FileSkeleton } from './SaidFile.tsx'

const EVERY_MS = 10_000

export function ProfileFile({ id, may, onAct }: { id: string; may: { reviewer: boolean; operator: boolean }; onAct(act: ModerationActKind): void }) {
  const file = useQuery(answerOf(profileModerationPath(id), { everyMs: EVERY_MS }))
  return (
    <Answer query={file} what="this profile" skeleton={<FileSkeleton />}>
      {({ author, world, posts, comments, agents, acts }) => (
        <article className="flex flex-col gap-5 pb-12">
          <AuthorLine author={author} />
          <Facts
            facts={[
              ['World', world],
              ['Said', `${counted(posts, 'post', 'posts')}, ${counted(comments, 'comment', 'comments')}${author.suspendedAt === null ? '' : ', out of sight'}`],
              ['Agents', agents.length === 0 ? 'none' : agents.map(({ id: agentId, name, state }) => (
                <span key={agentId} className="mr-3"><Link to="/agents/$agentId" params={{ agentId }} className="text-accent hover:underline">{name}</Link> <span className="text-ink-faint">{state}</span></span>
              ))],
            ]}
          />
          <FileActs ofProfile acts={[author.suspendedAt === null ? 'suspend' : 'unsuspend']} may={may} onAct={onAct} />
          <Acts acts={acts} />
        </article>
      )}
    </Answer>
  )
}
