// The one way to the files of the index on a file system, where nothing can be fetched: each comes as a script.
(function (space) {
  "use strict";

  let come = null;
  let last = Promise.resolve();

  /** What each file of the index calls. */
  space.came = (content) => (come = content);

  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(`search/${name}.json.js`, space.root).href;
      element.onload = () => {
        element.remove();
        resolve(/\/r\d+$/.test(name) ? come.map(placed) : come);
      };
      element.onerror = () => reject(new Error(`${name} could not be loaded`));
      document.head.append(element);
    });
  }

  /** Results lead to files. */
  function placed([id, address, ...rest]) {
    return [id, address.replace(/(^|\/)(?=$|[#?])/, "$1index.html"), ...rest];
  }

  /** One after the other, so that each is known by its turn. */
  space.load = (name) => (last = last.then(() => script(name), () => script(name)));
})((window.Rulewise = window.Rulewise || {}));
