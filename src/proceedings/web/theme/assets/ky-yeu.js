/* Copy buttons of the citation box. Without this the buttons stay hidden: the text is there and can be selected. */
(() => {
  // Browsers give pages from a folder or without encryption no clipboard: there the text is selected and copied.
  const copy = async (node) => {
    try {
      await navigator.clipboard.writeText(node.textContent)
      return true
    } catch {
      getSelection().selectAllChildren(node)
      return document.execCommand("copy")
    }
  }

  for (const box of document.querySelectorAll(".ky-cite")) {
    const said = box.querySelector("[role=status]")
    for (const button of box.querySelectorAll(".ky-copy")) {
      const label = button.innerHTML
      const what = document.getElementById(button.dataset.copy)
      let timer
      button.hidden = false
      button.addEventListener("click", async () => {
        const done = (await copy(what)) ? "Đã chép" : "Đã bôi đen: nhấn Ctrl+C để chép"
        button.textContent = done
        said.textContent = `${done}.`
        clearTimeout(timer)
        timer = setTimeout(() => {
          button.innerHTML = label
          said.textContent = ""
        }, 4000)
      })
    }
  }
})()
