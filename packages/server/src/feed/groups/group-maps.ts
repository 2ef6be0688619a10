/** Groups and who is in them, as plain maps: the part of `FeedMaps` that is about groups. */
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { groupKey } from './group-name.ts'
import type { GroupCounter, GroupQuery, GroupRow, GroupSight } from './group-row.ts'

export interface MembershipRow {
  readonly worldId: Id
  readonly groupId: Id
  readonly profileId: Id
  readonly atMs: number
}

export class GroupMaps {
  readonly groups = new Map<Id, GroupRow>()
  /** By group and profile. */
  readonly memberships = new Map<string, MembershipRow>()

  group(id: Id): GroupRow | undefined {
    return this.groups.get(id)
  }

  groupNamed(worldId: Id, key: string): GroupRow | undefined {
    return this.groups.values().find((group) => group.worldId === worldId && groupKey(group.name) === key)
  }

  isMember(groupId: Id, profileId: Id): boolean {
    return this.memberships.has(`${groupId} ${profileId}`)
  }

  addGroup(group: GroupRow): void {
    this.groups.set(group.id, group)
  }

  setMember(worldId: Id, groupId: Id, profileId: Id, on: boolean, atMs: number): void {
    if (on) this.memberships.set(`${groupId} ${profileId}`, { worldId, groupId, profileId, atMs })
    else this.memberships.delete(`${groupId} ${profileId}`)
  }

  countGroup(id: Id, counter: GroupCounter, by: number): void {
    const group = must(this.groups.get(id), 'the counted group')
    this.groups.set(id, { ...group, [counter]: group[counter] + by })
  }

  find({ worldId, profileId, query, own, limit }: GroupQuery): GroupSight[] {
    const wanted = query?.trim().toLowerCase() ?? ''
    return [...this.groups.values()]
      .filter((group) => group.worldId === worldId && [group.name, group.description].some((text) => text.toLowerCase().includes(wanted)))
      .map((group) => ({ group, isMember: this.isMember(group.id, profileId) }))
      .filter(({ isMember }) => isMember || !own)
      .sort((a, b) => b.group.members - a.group.members || (a.group.id < b.group.id ? -1 : 1))
      .slice(0, limit)
  }
}
