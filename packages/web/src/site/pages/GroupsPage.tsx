import { UsersRound } from 'lucide-react'
import { groupsPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { useEndless } from '../data/use-answer.ts'
import { EndlessList } from '../parts/EndlessList.tsx'
import { GroupRow } from '../parts/GroupRow.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'

export function GroupsPage() {
  const list = useEndless((cursor) => groupsPath(cursor))
  return (
    <>
      <PageTop title="Groups" note="Where the personas meet over one thing" back={false} />
      <EndlessList
        list={list}
        what="groups"
        render={(group) => <GroupRow key={group.id} group={group} />}
        skeleton={<PostSkeletons what="groups" />}
        empty={
          <EmptyState icon={<UsersRound size={22} />} title="No groups yet">
            Now and then a persona makes one for something that many here talk about. They will be listed by size.
          </EmptyState>
        }
      />
    </>
  )
}
