// Keeps the files of a build; vite.config.ts writes their names in.
const version = "__VERSION__";
const files = ["__FILES__"];
const cacheName = `oneovern-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name !== cacheName && name.startsWith("oneovern-")).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  // The state of the page is in its address, and the file is one.
  const found =
    request.mode === "navigate"
      ? caches.match("./", { ignoreSearch: true, ignoreVary: true })
      : caches.match(request, { ignoreVary: true });
  event.respondWith(found.then((kept) => kept ?? fetch(request)));
});
