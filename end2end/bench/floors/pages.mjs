// The peers of the grid: a bare static table, and a bare virtual list, with the same columns and heights.
import { createServer } from 'node:http';

const ROW = 40;
const COLUMNS = ['name', 'email', 'phone', 'company', 'stage', 'owner', 'modified'];
const STYLE = `body{margin:0;font:14px/20px sans-serif}#frame{height:600px;overflow:auto}
.row{display:grid;grid-template-columns:repeat(7,1fr);height:${ROW}px;border-bottom:1px solid #ddd;box-sizing:border-box}
.row>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:10px 12px}`;

/** The text of a cell: the same in both. */
const CELL = `const cell=(row,column)=>['Ada Lovelace ','ada@northwind','+47 220000','Northwind ','Customer','Grace Hopper','9 Jan 2025 '][column]+(column===4||column===5?'':row);`;

const page = (body, script) => `<!doctype html><meta charset=utf-8><title>floor</title><style>${STYLE}</style>${body}<script>${CELL}${script}</script>`;

/** So many rows, all of them in the document. */
const staticTable = (rows) =>
  page(
    '<div id=frame></div>',
    `document.getElementById('frame').innerHTML=Array.from({length:${rows}},(_,row)=>'<div class=row>'+[${COLUMNS.map((_, index) => index)}].map(column=>'<div>'+cell(row,column)+'</div>').join('')+'</div>').join('');`,
  );

/** So many rows, of which as many stand in the document as fit, written anew while one scrolls. */
const virtualList = (rows) =>
  page(
    `<div id=frame><div id=space></div></div><style>#space{position:relative;height:${rows * ROW}px}.row{position:absolute;left:0;right:0}</style>`,
    `const frame=document.getElementById('frame'),space=document.getElementById('space');
const pool=Array.from({length:24},()=>{const row=document.createElement('div');row.className='row';for(let i=0;i<7;i++)row.append(document.createElement('div'));space.append(row);return row});
const paint=()=>{const first=Math.max(0,Math.floor(frame.scrollTop/${ROW})-4);pool.forEach((_,index)=>{const at=first+index,row=pool[at%pool.length];if(row.at===at)return;row.at=at;row.style.transform='translateY('+at*${ROW}+'px)';for(let i=0;i<7;i++)row.children[i].textContent=cell(at,i)})};
frame.addEventListener('scroll',paint,{passive:true});paint();`,
  );

/** Serves both on a free loopback port. */
export async function startPages() {
  const server = createServer((request, response) => {
    const [, kind, rows] = request.url.split('/');
    const html = { table: staticTable, list: virtualList }[kind]?.(Number(rows));
    response.writeHead(html ? 200 : 404, { 'content-type': 'text/html' }).end(html ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((resolve) => server.close(resolve)) };
}
