// The story after this one, fetched ahead where the connection is good and the reader saves no data.
const line = navigator.connection;
const next = document.querySelector("main a[rel=next]");
if (next && line?.effectiveType === "4g" && !line.saveData) {
  const link = Object.assign(document.createElement("link"), { rel: "prefetch", href: next.href });
  const ask = () => document.head.append(link);
  globalThis.requestIdleCallback ? requestIdleCallback(ask) : setTimeout(ask, 2000);
}
