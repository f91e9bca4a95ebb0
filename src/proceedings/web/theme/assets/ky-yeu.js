/* Copy buttons of the citation box: without this they stay hidden, the text is there and can be selected. Days left to
   a deadline: without this they are those of the day that the page was built on. */
(() => {
  // A deadline ends with its day in Vietnam, wherever it is read.
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" }).format(new Date())
  const daysTo = (day) => Math.round((Date.parse(day) - Date.parse(parts)) / 86400000)
  for (const state of document.querySelectorAll("[data-deadline]")) {
    const left = daysTo(state.dataset.deadline)
    state.textContent = left < 0 ? "đã hết hạn" : left === 0 ? "hạn hôm nay" : `còn ${left} ngày`
    state.classList.toggle("ky-state--now", left >= 0)
    state.classList.toggle("ky-state--done", left < 0)
  }
  for (const note of document.querySelectorAll("[data-counted]")) {
    note.firstElementChild.textContent = parts.split("-").reverse().join("/")
    note.hidden = false
  }

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
        const done = (await copy(what)) ? "Đã sao chép" : "Đã bôi đen: nhấn Ctrl+C để sao chép"
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
