// What the menus say. Electron's own labels are English, whatever the system speaks.
export type Language = 'ko' | 'en'

/** The menus of the bar that are no role. */
export type MenuName = 'file' | 'edit' | 'view'

/** The roles that our menus use. */
export type Role =
  | 'appMenu'
  | 'windowMenu'
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'close'
  | 'minimize'
  | 'zoom'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'delete'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'reload'
  | 'forceReload'
  | 'toggleDevTools'

export const MENU_WORDS: Readonly<Record<Language, Readonly<Record<MenuName | Role, string>>>> = {
  ko: {
    file: '파일',
    edit: '편집',
    view: '보기',
    appMenu: '사랑방',
    windowMenu: '창',
    about: '사랑방에 관하여',
    services: '서비스',
    hide: '사랑방 가리기',
    hideOthers: '기타 가리기',
    unhide: '모두 보기',
    quit: '끝내기',
    close: '창 닫기',
    minimize: '최소화',
    zoom: '확대/축소',
    undo: '실행 취소',
    redo: '다시 실행',
    cut: '잘라내기',
    copy: '복사',
    paste: '붙여넣기',
    delete: '삭제',
    selectAll: '모두 선택',
    resetZoom: '실제 크기',
    zoomIn: '확대',
    zoomOut: '축소',
    togglefullscreen: '전체 화면',
    reload: '새로 고침',
    forceReload: '강제로 새로 고침',
    toggleDevTools: '개발자 도구',
  },
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    appMenu: 'Sarangbang',
    windowMenu: 'Window',
    about: 'About Sarangbang',
    services: 'Services',
    hide: 'Hide Sarangbang',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit',
    close: 'Close Window',
    minimize: 'Minimize',
    zoom: 'Zoom',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select All',
    resetZoom: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    togglefullscreen: 'Full Screen',
    reload: 'Reload',
    forceReload: 'Force Reload',
    toggleDevTools: 'Developer Tools',
  },
}
