// The one way to the files of the index. Whatever cannot fetch (a site on a file system) puts another `load` here.
(function (space) {
  "use strict";

  space.load =
    space.load ||
    async function (name) {
      // The base is asked for anew, since it names the others, which never change.
      const answer = await fetch(new URL(`search/${name}.json`, space.root), { cache: name === "base" ? "no-cache" : "default" });
      if (!answer.ok) throw new Error(`search/${name}.json: ${answer.status}`);
      return answer.json();
    };
})((window.Rulewise = window.Rulewise || {}));
