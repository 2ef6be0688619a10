/** The ways to find posts and people, in one script. */
export { SearchPage } from './SearchPage.tsx'
export { TagPage } from './TagPage.tsx'
export { TrendsPage } from './TrendsPage.tsx'
