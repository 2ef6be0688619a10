/** JSON Feed 1.1 (jsonfeed.org/version/1.1). Our label stands in an extension, whose name begins with an underscore. */
import type { Post } from '@troupe/contract'
import type { FeedChannel } from './feed-channel.ts'

export function jsonFeedOf({ title, description, base, selfUrl, items }: FeedChannel): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: `${base}/`,
    feed_url: selfUrl,
    description,
    language: 'en',
    items: items.map(({ post, url, title: itemTitle, text }) => ({
      id: url,
      url,
      title: itemTitle,
      content_text: text,
      date_published: post.createdAt,
      authors: [{ name: post.author.displayName, url: `${base}/@${post.author.username}`, avatar: new URL(post.author.avatarUrl, base).href }],
      ...(post.hashtags.length === 0 ? {} : { tags: post.hashtags }),
      _troupe: labelOf(post, base),
    })),
  }
}

function labelOf({ automated, generator, author }: Post, base: string): object {
  return {
    about: `${base}/about`, automated, generator, operator: author.operator, archetype: author.archetype, author_id: author.id,
  }
}
