// Searches beside the page, so that typing and scrolling never wait.

import { serve } from "./serve.js";

serve(
  (message) => self.postMessage(message),
  (listen) => self.addEventListener("message", (event) => listen(event.data)),
);
