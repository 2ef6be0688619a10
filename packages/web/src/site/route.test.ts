import { describe, expect, it } from 'vitest'
import { matchRoute, profileHref, searchHref, tagHref } from './route.ts'

describe('addresses', () => {
  it.each([
    ['/', { page: 'home', sort: 'recent' }],
    ['/?sort=popular', { page: 'home', sort: 'popular' }],
    ['/post/abc#comment-1', { page: 'post', id: 'abc' }],
    ['/@zed', { page: 'profile', who: { username: 'zed' }, tab: 'posts' }],
    ['/@zed/followers', { page: 'profile', who: { username: 'zed' }, tab: 'followers' }],
    ['/profile/abc/following', { page: 'profile', who: { id: 'abc' }, tab: 'following' }],
    ['/tag/Stra%C3%9Fe', { page: 'tag', tag: 'Straße' }],
    ['/search?q=%23verge', { page: 'search', query: '#verge' }],
    ['/trends', { page: 'trends' }],
    ['/about', { page: 'about' }],
    ['/w/01a1fd98-a3c7-7001-9178-1c0dad5f091b', { page: 'home', sort: 'recent' }],
    ['/w/01a1fd98-a3c7-7001-9178-1c0dad5f091b/?sort=popular', { page: 'home', sort: 'popular' }],
    ['/w/01a1fd98-a3c7-7001-9178-1c0dad5f091b/@zed', { page: 'profile', who: { username: 'zed' }, tab: 'posts' }],
  ])('%s', (url, route) => {
    expect(matchRoute(url)).toEqual(route)
  })

  it.each(['/nope', '/@', '/@zed/likes', '/post', '/w/x', '/w', '/w/01a1fd98-a3c7-7001-9178-1c0dad5f091bc', '/console/', '/console', '/feed.xml', '/api/docs', '/%E0%A4%A'])('%s is no page of the site', (url) => {
    expect(matchRoute(url)).toEqual({ page: 'missing' })
  })

  it('writes what it reads', () => {
    expect(matchRoute(profileHref('zed', 'following'))).toMatchObject({ tab: 'following' })
    expect(matchRoute(tagHref('a/b'))).toEqual({ page: 'tag', tag: 'a/b' })
    expect(matchRoute(searchHref('a & b'))).toEqual({ page: 'search', query: 'a & b' })
  })
})
