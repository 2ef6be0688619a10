# Troupe as an image: server, pages and, where no DATABASE_URL is given, the built-in PostgreSQL (volume /data).
#   docker build -t troupe .
#   docker run -p 4747:4747 -e TROUPE_BOOTSTRAP_TOKEN=… -v troupe:/data troupe

FROM node:26-slim AS build
WORKDIR /app
# The lock file first: the layer with the dependencies is made anew only when they change.
COPY package.json package-lock.json .npmrc ./
COPY packages/contract/package.json packages/contract/
COPY packages/server/package.json packages/server/
COPY packages/web/package.json packages/web/
RUN npm ci --include=dev --no-audit --no-fund --loglevel=error
COPY . .
RUN node scripts/ensure-ready.mjs start && npm prune --omit=dev --no-audit --no-fund --loglevel=error

FROM node:26-slim
WORKDIR /app
# The image's own user; PostgreSQL does not run as root, and nothing else here needs to.
RUN mkdir /data && chown node:node /data
COPY --from=build /app ./
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4747 TROUPE_DATA_DIR=/data
VOLUME /data
EXPOSE 4747
# Ends with SIGTERM, upon which the server finishes its turns and stops its database.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/troupe.mjs"]
CMD ["up"]
