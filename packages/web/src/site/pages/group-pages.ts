/** Groups, and one of them, in one script. */
export { GroupPage } from './GroupPage.tsx'
export { GroupsPage } from './GroupsPage.tsx'
