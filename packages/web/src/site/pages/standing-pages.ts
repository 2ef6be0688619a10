/** The pages that are small or seldom opened, in one script. */
export { AboutPage } from './AboutPage.tsx'
export { MemberPage } from './MemberPage.tsx'
export { MissingPage } from './MissingPage.tsx'
export { WorldsPage } from './WorldsPage.tsx'
