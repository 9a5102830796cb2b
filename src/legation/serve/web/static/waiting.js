// Says in words that something is being fetched, and for how long. Forms whose answer may take a while name what they do
// (`data-waiting`); without this script the browser's own sign is all that there is.
"use strict";
window.legation = (() => {
  const SOON = 300;
  const LONG = 10;

  // Tell `words` in a line until the function returned is called, which may leave a last word there.
  const waiting = (line, words) => {
    const began = performance.now();
    let timer = 0;
    const tell = () => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      line.hidden = false;
      line.classList.remove("problem");
      // What changes each second is not read out each second: only the words are.
      const clock = document.createElement("span");
      clock.setAttribute("aria-hidden", "true");
      clock.textContent = seconds ? ` ${seconds} s` : "";
      line.replaceChildren(`${words} …`, clock, seconds >= LONG ? " It takes longer than usual; after a minute the server gives up and says so." : "");
      timer = setTimeout(tell, 1000);
    };
    timer = setTimeout(tell, SOON);
    return (last = "") => {
      clearTimeout(timer);
      line.textContent = last;
      line.hidden = !last;
      line.classList.toggle("problem", Boolean(last));
    };
  };

  // What a page of ours says is wrong, in one line; of others, their status.
  const problemOf = (answer, page) => {
    const told = page.querySelector("main .problem") ?? page.querySelector("main h1");
    const remedy = told?.matches("h1") ? page.querySelector("main .lede") : null;
    const words = [told, remedy].map((one) => one?.textContent.trim()).filter(Boolean).join(": ");
    return words || `The server answered ${answer.status}.`;
  };

  const lineOf = (form) => {
    let line = form.querySelector(":scope > .waiting-line");
    if (!line) {
      line = document.createElement("p");
      line.className = "waiting-line";
      line.setAttribute("role", "status");
      line.hidden = true;
      form.append(line);
    }
    return line;
  };

  // Forms that only ask: the browser leaves the page when the answer comes; the words stand until then.
  const ends = [];
  document.addEventListener("submit", (event) => {
    const words = event.target.dataset?.waiting;
    if (words && !event.defaultPrevented && event.target.method !== "post") ends.push(waiting(lineOf(event.target), words));
  });
  // Back to a page that the browser has kept as it was: nothing is waited for any more.
  addEventListener("pageshow", () => { for (const end of ends.splice(0)) end(); });

  // The box: sent from here, so that what was typed and the file that was chosen stay where they are if it fails.
  const box = document.querySelector("form.box");
  box?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = box.querySelector("button[type=submit]");
    if (button.disabled) return;
    const line = lineOf(box);
    const file = box.elements.file?.files[0];
    const limit = Number(box.dataset.limit);
    const given = new FormData(box);
    box.querySelector(":scope > .problem:not(.waiting-line)")?.remove();
    const refuse = (words) => {
      line.hidden = false;
      line.textContent = words;
      line.classList.add("problem");
      line.scrollIntoView({ block: "nearest" });
    };
    if (file && file.size > limit) {
      refuse(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; the box takes ${limit / 1e6} MB. Larger files and corpora are for the command line: legation add.`);
      return;
    }
    button.disabled = true;
    const end = waiting(line, box.dataset.waiting);
    let last = "";
    try {
      const answer = await fetch(box.action, { method: "POST", body: given });
      if (answer.redirected) {
        location.assign(answer.url);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && page.querySelector("main")) {
        // Several articles, or problems beside them: the list has no address of its own.
        document.title = page.title;
        document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
        scrollTo(0, 0);
        return;
      }
      last = problemOf(answer, page);
    } catch {
      last = "The server does not answer: it may have been stopped. What you gave is still here; start it and try again.";
    } finally {
      button.disabled = false;
      end(last);
    }
  });
  addEventListener("pageshow", () => { const line = box?.querySelector(".waiting-line:not(.problem)"); if (line) line.hidden = true; });

  return { waiting, problemOf };
})();
