/** Which methods an address answers to, so that a wrong method is told apart from a wrong address. */
import type { FastifyInstance } from 'fastify';

/**
 * To be called before the routes are added.
 * @returns of a path its methods in alphabetical order, none where no route has it
 */
export function watchAddresses(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: pathsOf(url), methods: [method].flat() });
  });
  return (path) => {
    const methods = routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  };
}

/** @param url of a route: `:name` stands for a part of the path, `*` for whatever follows */
function pathsOf(url: string): RegExp {
  const literal = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replace(/:\w+/g, '[^/]+')}$`);
}
