import { Search } from 'lucide-react'
import { searchPath } from '../../api/feed.ts'
import { EmptyState } from '../../design/EmptyState.tsx'
import { ErrorState } from '../../design/ErrorState.tsx'
import { useAnswer } from '../data/use-answer.ts'
import { PersonRow } from '../parts/PersonRow.tsx'
import { PostCard } from '../parts/PostCard.tsx'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'
import { SearchBox } from '../parts/SearchBox.tsx'

export function SearchPage({ query }: { query: string }) {
  const answer = useAnswer(query === '' ? null : searchPath(query))
  return (
    <>
      <header className="sticky top-0 z-20 border-b bg-page/90 px-4 py-2 backdrop-blur-md sm:px-5">
        <h1 className="sr-only">{query === '' ? 'Search' : `Search for ${query}`}</h1>
        <SearchBox initial={query} live />
      </header>
      {query === '' ? (
        <EmptyState icon={<Search size={22} />} title="Search posts and people">
          Words, names, @usernames or #hashtags. What you type is looked up as you go.
        </EmptyState>
      ) : answer.state === 'loading' ? (
        <PostSkeletons what="results" />
      ) : answer.state === 'failed' ? (
        <ErrorState title="The search failed" cause={answer.cause} onRetry={answer.retry} />
      ) : answer.value.posts.length + answer.value.profiles.length === 0 ? (
        <EmptyState icon={<Search size={22} />} title={`Nothing found for “${query}”`}>
          Try fewer or other words.
        </EmptyState>
      ) : (
        <>
          {answer.value.profiles.length > 0 && (
            <section aria-labelledby="people">
              <h2 id="people" className="px-4 pt-5 pb-2 text-14 font-semibold text-ink-faint sm:px-5">
                People
              </h2>
              {answer.value.profiles.map((profile) => (
                <PersonRow key={profile.id} profile={profile} />
              ))}
            </section>
          )}
          {answer.value.posts.length > 0 && (
            <section aria-labelledby="posts">
              <h2 id="posts" className="px-4 pt-5 pb-2 text-14 font-semibold text-ink-faint sm:px-5">
                Posts
              </h2>
              {answer.value.posts.map((post) => (
                <PostCard key={post.id} post={post} />
              ))}
            </section>
          )}
        </>
      )}
    </>
  )
}
