<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Kangbashi GIS Workstation</source>
        <translation>康巴什 GIS 工作站</translation>
    </message>
    <message>
        <source>Version {version} · Apache License 2.0</source>
        <translation>版本 {version} · Apache 许可证 2.0</translation>
    </message>
    <message>
        <source>&lt;b&gt;The sample district is made up.&lt;/b&gt; Its roads, houses, people and companies do not exist; only the names and codes of divisions and the extent are real. County code 150699 does not exist.</source>
        <translation>&lt;b&gt;示例城区是虚构的。&lt;/b&gt;其中的道路、房屋、人员和单位都不存在；只有行政区划的名称、代码和范围是真实的。区县代码 150699 并不存在。</translation>
    </message>
    <message>
        <source>Names and codes of divisions: Administrative-divisions-of-China (WTFPL) and ordos divisions (Apache-2.0).</source>
        <translation>区划名称与代码：Administrative-divisions-of-China（WTFPL）与鄂尔多斯区划数据（Apache-2.0）。</translation>
    </message>
    <message>
        <source>Icons: Tabler Icons, MIT License, © Paweł Kuna.</source>
        <translation>图标：Tabler Icons，MIT 许可证，© Paweł Kuna。</translation>
    </message>
    <message>
        <source>Built with Qt and PySide6 (LGPL), GDAL, GEOS, PROJ, shapely, pyproj, geopandas, moderngl, SQLCipher, matplotlib and others; their licences are in the folder of the program.</source>
        <translation>本程序使用了 Qt 与 PySide6（LGPL）、GDAL、GEOS、PROJ、shapely、pyproj、geopandas、moderngl、SQLCipher、matplotlib 等开源软件，许可证见程序文件夹。</translation>
    </message>
</context>
<context>
    <name>AccountsDialog</name>
    <message>
        <source>Accounts</source>
        <translation>账户管理</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>锁定中</translation>
    </message>
    <message>
        <source>has to change the password</source>
        <translation>要改密码</translation>
    </message>
    <message>
        <source>second factor</source>
        <translation>第二因素</translation>
    </message>
    <message>
        <source>no key yet</source>
        <translation>还没有钥匙</translation>
    </message>
    <message>
        <source>whole district</source>
        <translation>全区</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Only a clerk who has the key can do this.</source>
        <translation>只有有钥匙的办事员能做。</translation>
    </message>
    <message>
        <source>Only the security administrator can do this.</source>
        <translation>只有安全管理员能做。</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>请稍候 …</translation>
    </message>
    <message>
        <source>Remove the account “{name}”? Where it had the key, change the key afterwards.</source>
        <translation>删除账户“{name}”？如果它有钥匙，随后请换钥匙。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Let “{name}” read the fingerprint of their key aloud. Is it {fingerprint}?</source>
        <translation>请“{name}”念出自己钥匙的指纹，是 {fingerprint} 吗？</translation>
    </message>
    <message>
        <source>Give the key</source>
        <translation>授予钥匙</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Communities</source>
        <translation>管辖社区</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>钥匙</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>增加…</translation>
    </message>
    <message>
        <source>Reset the password…</source>
        <translation>重设密码…</translation>
    </message>
    <message>
        <source>Communities…</source>
        <translation>管辖社区…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Give the key…</source>
        <translation>授予钥匙…</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation>换钥匙…</translation>
    </message>
    <message>
        <source>Confirm the new recovery key</source>
        <translation>确认新的恢复密钥</translation>
    </message>
    <message>
        <source>residents</source>
        <translation>居民资料</translation>
    </message>
    <message>
        <source>local systems</source>
        <translation>地方坐标系</translation>
    </message>
    <message>
        <source>Role…</source>
        <translation>角色…</translation>
    </message>
    <message>
        <source>Daily limits…</source>
        <translation>每日份额…</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add an account</source>
        <translation>增加账户</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>The person changes this password at the first log-in. A clerk then gives a clerk the key.</source>
        <translation>本人第一次登录时要改这个密码。新的办事员还要由有钥匙的办事员授予钥匙。</translation>
    </message>
    <message>
        <source>Type the name of the account.</source>
        <translation>请输入账户名。</translation>
    </message>
</context>
<context>
    <name>AddressesPage</name>
    <message>
        <source>Levels</source>
        <translation>匹配级别</translation>
    </message>
    <message>
        <source>Matched to</source>
        <translation>对到</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Address as far as the building</source>
        <translation>地址（到楼）</translation>
    </message>
    <message>
        <source>Addresses to look at</source>
        <translation>要核对的住址</translation>
    </message>
    <message>
        <source>People whose address is not sure come in, but stand at no room.</source>
        <translation>住址没有把握的人照样导入，但不挂到房间上。</translation>
    </message>
</context>
<context>
    <name>Alarms</name>
    <message>
        <source>{count} alarms wait to be seen.</source>
        <translation>有 {count} 条异常提醒还没有看。</translation>
    </message>
    <message>
        <source>They stand in the log, under alarms.</source>
        <translation>在日志里，种类是“异常提醒”。</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>查看日志</translation>
    </message>
</context>
<context>
    <name>AnswersBox</name>
    <message>
        <source>Text reads as</source>
        <translation>文字编码是</translation>
    </message>
    <message>
        <source>Coordinates are in</source>
        <translation>坐标系是</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择……</translation>
    </message>
    <message>
        <source>Into the theme</source>
        <translation>导入到专题</translation>
    </message>
    <message>
        <source>Order of the axes</source>
        <translation>坐标次序</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>{name}, as found from the bytes</source>
        <translation>{name}（按字节识别）</translation>
    </message>
    <message>
        <source>{name}, as found</source>
        <translation>{name}（已识别）</translation>
    </message>
    <message>
        <source>Choose or type an EPSG code…</source>
        <translation>请选择，或输入 EPSG 代码…</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>按文件</translation>
    </message>
    <message>
        <source>East first</source>
        <translation>东坐标在前</translation>
    </message>
    <message>
        <source>North first</source>
        <translation>北坐标在前</translation>
    </message>
    <message>
        <source>That of the coordinate system</source>
        <translation>与坐标系相同</translation>
    </message>
</context>
<context>
    <name>AuditDialog</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Query of event {number}: {text}</source>
        <translation>第 {number} 条查询的文字：{text}</translation>
    </message>
    <message>
        <source>The query of event {number} was not sealed to this account.</source>
        <translation>第 {number} 条的查询文字不是封给这个账户的。</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在校验……</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
    <message>
        <source>log.csv</source>
        <translation>日志.csv</translation>
    </message>
    <message>
        <source>{count} events were written to {path}.</source>
        <translation>已把 {count} 条写入 {path}。</translation>
    </message>
    <message>
        <source>{count} events, newest first. That they were read stands in the log.</source>
        <translation>{count} 条，最近的在前。这次查看已记入日志。</translation>
    </message>
    <message>
        <source>The newest {count} events; narrow the filter for older ones.</source>
        <translation>最近的 {count} 条；要看更早的，请缩小筛选。</translation>
    </message>
    <message>
        <source>The log is whole.</source>
        <translation>日志完好。</translation>
    </message>
    <message>
        <source>The log was touched: leave it as it is.</source>
        <translation>日志被动过，请保留现场。</translation>
    </message>
    <message>
        <source>{events} events, {anchors} anchors ({signed} signed), the last at {reached}; should the {open} after it be cut off, nothing would show it.</source>
        <translation>共 {events} 条，锚定 {anchors} 次（签名 {signed} 次），最近锚定到第 {reached} 条；其后 {open} 条若被截去，无从发现。</translation>
    </message>
    <message>
        <source>Event {number} and all before it were signed by {first} and {second}; kept in {file}.</source>
        <translation>第 {number} 条及以前已由 {first} 和 {second} 签名，记入 {file}。</translation>
    </message>
    <message>
        <source>Open the &amp;query</source>
        <translation>打开查询文字(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>校验(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Sign with a second person…</source>
        <translation>双人签名(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Make a &amp;backup</source>
        <translation>做一份备份(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Verify all</source>
        <translation>核对全部(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Drill…</source>
        <translation>演练(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Restore into a new folder…</source>
        <translation>恢复到新文件夹(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Backups in the folder</source>
        <translation>文件夹里的备份</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>&amp;Folder or USB disk</source>
        <translation>文件夹或 U 盘(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keep for (days)</source>
        <translation>保留天数(&amp;K)</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保留到</translation>
    </message>
    <message>
        <source>By</source>
        <translation>制作人</translation>
    </message>
    <message>
        <source>In the log</source>
        <translation>日志里有</translation>
    </message>
    <message>
        <source>Stopped. What was half done is no backup; the earlier ones are whole.</source>
        <translation>已停止。做了一半的不算备份，此前的备份都完好。</translation>
    </message>
    <message>
        <source>Looking into the folder</source>
        <translation>正在查看文件夹</translation>
    </message>
    <message>
        <source>There are no backups in this folder yet.</source>
        <translation>这个文件夹里还没有备份。</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>正在做备份</translation>
    </message>
    <message>
        <source>Checking the backups</source>
        <translation>正在核对备份</translation>
    </message>
    <message>
        <source>Proving the backup</source>
        <translation>正在演练恢复</translation>
    </message>
    <message>
        <source>Restore into a new folder</source>
        <translation>恢复到新文件夹</translation>
    </message>
    <message>
        <source>Re&amp;place the workspace…</source>
        <translation>替换工作区(&amp;P)…</translation>
    </message>
</context>
<context>
    <name>BackupWords</name>
    <message>
        <source>The index of a pack cannot be read</source>
        <translation>一包数据的目录读不了</translation>
    </message>
    <message>
        <source>The list of a backup is damaged or was changed</source>
        <translation>备份清单损坏或被改动</translation>
    </message>
    <message>
        <source>The log does not know this backup, or knows another</source>
        <translation>日志里没有这份备份，或与日志记的不同</translation>
    </message>
    <message>
        <source>The signature of its maker is wrong</source>
        <translation>制作人的签名不对</translation>
    </message>
    <message>
        <source>A piece is damaged</source>
        <translation>有数据块损坏</translation>
    </message>
    <message>
        <source>The restored copy has something the matter</source>
        <translation>恢复后检查出问题</translation>
    </message>
    <message>
        <source>The restored copy has another number of rows</source>
        <translation>恢复后行数不符</translation>
    </message>
    <message>
        <source>The clerk cannot log in to the restored copy</source>
        <translation>办事员登录不了恢复出来的副本</translation>
    </message>
    <message>
        <source>This account has no key to the vault</source>
        <translation>这个账户打不开人员保密库</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>读不了</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No: not made by this program, or changed</source>
        <translation>没有：不是本程序做的，或被改动</translation>
    </message>
    <message>
        <source>Made and read back: {size}, of which {written} are new. Kept until {until}.</source>
        <translation>已写好并读回核对：共 {size}，新写入 {written}，保留到 {until}。</translation>
    </message>
    <message>
        <source>{count} expired backups were removed.</source>
        <translation>已删除 {count} 份过期备份。</translation>
    </message>
    <message>
        <source>Recovery key, shown only now. Write it down and keep it elsewhere: {key}</source>
        <translation>恢复密钥，只显示这一次，请抄下来另放一处：{key}</translation>
    </message>
    <message>
        <source>All {pieces} pieces of {backups} backups are whole.</source>
        <translation>{backups} 份备份的 {pieces} 个数据块全部完好。</translation>
    </message>
    <message>
        <source>The log knows a backup that is not here: {name}</source>
        <translation>日志记有而这里没有的备份：{name}</translation>
    </message>
    <message>
        <source>the vault was not opened</source>
        <translation>保密库没有打开</translation>
    </message>
    <message>
        <source>{people} people in the vault</source>
        <translation>保密库 {people} 人</translation>
    </message>
    <message>
        <source>The drill failed.</source>
        <translation>演练没有通过。</translation>
    </message>
    <message>
        <source>The drill succeeded: {rows} rows, {people}; {seconds} s.</source>
        <translation>演练通过：{rows} 行，{people}；{seconds} 秒。</translation>
    </message>
    <message>
        <source>Restored to: {path}</source>
        <translation>已恢复到：{path}</translation>
    </message>
    <message>
        <source>{count} operations after the backup are not in it; its log says so.</source>
        <translation>备份之后的 {count} 次操作不在其中，日志已注明。</translation>
    </message>
    <message>
        <source>People erased since are erased again before anybody is shown people there.</source>
        <translation>此后删除过的人，在那里给人看之前会先再删一遍。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>Histogram: {counts}</source>
        <translation>直方图：{counts}</translation>
    </message>
</context>
<context>
    <name>BeginningDialog</name>
    <message>
        <source>Print a sheet</source>
        <translation>打印图纸</translation>
    </message>
    <message>
        <source>Lay it out</source>
        <translation>开始排版</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>As the template has it</source>
        <translation>按模板</translation>
    </message>
    <message>
        <source>Whatever shows the ground</source>
        <translation>按范围自动取整</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>地图窗口所见</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部范围</translation>
    </message>
    <message>
        <source>The selected one: {theme}</source>
        <translation>选中的对象：{theme}</translation>
    </message>
    <message>
        <source>A feature or map sheet by its number</source>
        <translation>按编号指定对象或图幅</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>THEME:CODE such as parcels:150603001, or sheet:NUMBER</source>
        <translation>专题:编码，例如 parcels:150603001；或 sheet:图号</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Template file</source>
        <translation>模板文件</translation>
    </message>
    <message>
        <source>Say which feature: THEME:CODE, or sheet:NUMBER.</source>
        <translation>请写出是哪个对象：专题:编码，或 sheet:图号。</translation>
    </message>
    <message>
        <source>This template is about one feature: choose it on the map, or say its number.</source>
        <translation>这个模板是关于一个对象的：请先在地图上选中它，或写出编号。</translation>
    </message>
</context>
<context>
    <name>BookmarkList</name>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>View {number}</source>
        <translation>视图 {number}</translation>
    </message>
    <message>
        <source>There is a bookmark called {name} already.</source>
        <translation>已经有叫“{name}”的书签了。</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Type an address, or click on the map, to see everything around it.</source>
        <translation>输入地址，或在地图上点一下，就能看到那里的一切。</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Drawn area</source>
        <translation>画出的范围</translation>
    </message>
    <message>
        <source>Point on the map</source>
        <translation>地图上的一点</translation>
    </message>
    <message>
        <source>Men</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Women</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Nobody is registered here.</source>
        <translation>这里没有登记人口。</translation>
    </message>
    <message>
        <source>Area of the parcel under the place</source>
        <translation>所在宗地的面积</translation>
    </message>
    <message>
        <source>Parcel {code} · {use}</source>
        <translation>宗地 {code} · {use}</translation>
    </message>
    <message>
        <source>No parcel lies under this place.</source>
        <translation>此处没有宗地。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人口</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>户数</translation>
    </message>
    <message>
        <source>Legal entities</source>
        <translation>法人</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Parcel area</source>
        <translation>宗地面积</translation>
    </message>
    <message>
        <source>What stands here</source>
        <translation>点到的地物</translation>
    </message>
    <message>
        <source>People by age and sex</source>
        <translation>人口年龄结构</translation>
    </message>
    <message>
        <source>Legal entities by industry</source>
        <translation>法人行业分布</translation>
    </message>
    <message>
        <source>Nearest legal entities</source>
        <translation>附近的法人</translation>
    </message>
    <message>
        <source>Roads by class</source>
        <translation>道路（按等级）</translation>
    </message>
    <message>
        <source>Show the place on the map</source>
        <translation>在地图上显示此处</translation>
    </message>
    <message>
        <source>Copy the title</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Clear the place (Esc)</source>
        <translation>清除地点（Esc）</translation>
    </message>
    <message>
        <source>Rooms of the building (Ctrl+R)</source>
        <translation>楼盘表（Ctrl+R）</translation>
    </message>
    <message>
        <source>No statistics of people were published yet; a clerk can do that.</source>
        <translation>还没有发布过人口统计；可请街道办事员发布。</translation>
    </message>
    <message>
        <source>Published {date}: too few blocks have their centre here. A larger radius may show more.</source>
        <translation>{date} 发布的统计里，没有小块的中心在这里。把半径放大再看。</translation>
    </message>
    <message>
        <source>Rounded numbers of {blocks} blocks, published {date}.</source>
        <translation>{date} 发布的近似数，{blocks} 个小块。</translation>
    </message>
    <message>
        <source>height {low} m</source>
        <translation>高程 {low} 米</translation>
    </message>
    <message>
        <source>height {low} – {high} m</source>
        <translation>高程 {low}–{high} 米</translation>
    </message>
    <message>
        <source>Form and history (Ctrl+Shift+F)</source>
        <translation>表单与历史（Ctrl+Shift+F）</translation>
    </message>
</context>
<context>
    <name>CatalogueDialog</name>
    <message>
        <source>Catalogue</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Filter: theme, file, owner, secrecy …</source>
        <translation>筛选：专题、文件、权属单位、密级……</translation>
    </message>
    <message>
        <source>Describe…</source>
        <translation>填写…</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>权属单位</translation>
    </message>
    <message>
        <source>Date of the data</source>
        <translation>数据日期</translation>
    </message>
    <message>
        <source>Secrecy</source>
        <translation>密级</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>最近更新</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应更新</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>转换精度</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>{day}, overdue</source>
        <translation>{day}，到期未更新</translation>
    </message>
</context>
<context>
    <name>ChartChoice</name>
    <message>
        <source>all rows</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>filtered in the table</source>
        <translation>属性表里筛出的</translation>
    </message>
    <message>
        <source>selected on the map</source>
        <translation>地图上选中的</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>统计图</translation>
    </message>
    <message>
        <source>By</source>
        <translation>按</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Split by</source>
        <translation>分为</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>组数</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>哪些行</translation>
    </message>
    <message>
        <source>number of rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>not split</source>
        <translation>不分</translation>
    </message>
    <message>
        <source>Along x</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Along y</source>
        <translation>纵轴</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Nothing of this theme is selected on the map.</source>
        <translation>地图上没有选中这个专题的要素。</translation>
    </message>
    <message>
        <source>No field of this theme fits this chart.</source>
        <translation>这个专题没有适合这种统计图的字段。</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存统计图</translation>
    </message>
    <message>
        <source>The chart was saved as {file}.</source>
        <translation>统计图已存为 {file}。</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>统计图</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message>
        <source>Add to the condition</source>
        <translation>加进条件</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Selected: {what}</source>
        <translation>已选：{what}</translation>
    </message>
    <message>
        <source>New selection</source>
        <translation>重新选择</translation>
    </message>
    <message>
        <source>Add to it</source>
        <translation>加选</translation>
    </message>
    <message>
        <source>Take away from it</source>
        <translation>减选</translation>
    </message>
    <message>
        <source>Turn over</source>
        <translation>反转（有的去掉，没有的加上）</translation>
    </message>
    <message>
        <source>meets</source>
        <translation>相交</translation>
    </message>
    <message>
        <source>lies within</source>
        <translation>完全在内</translation>
    </message>
    <message>
        <source>what is selected</source>
        <translation>选中的要素</translation>
    </message>
    <message>
        <source>the place or area asked about</source>
        <translation>正在查看的地点或范围</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>By place</source>
        <translation>按位置</translation>
    </message>
    <message>
        <source>What the new selection does</source>
        <translation>新的选择怎样合并</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>By what</source>
        <translation>相对于</translation>
    </message>
    <message>
        <source>At most so far away</source>
        <translation>最远距离</translation>
    </message>
    <message>
        <source>On the map too</source>
        <translation>地图上也只选它</translation>
    </message>
    <message>
        <source>Clicks and shapes on the map select from this layer only</source>
        <translation>在地图上点选、圈选时也只从这个图层选</translation>
    </message>
</context>
<context>
    <name>ClassesEditor</name>
    <message>
        <source>Classes</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>ClerkDialog</name>
    <message>
        <source>Drill</source>
        <translation>恢复演练</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>办事员</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>The chosen backup is restored aside, opened, checked and counted, then removed. Who makes backups cannot open the vault: a clerk who is here may do so. Leave both empty to go without.</source>
        <translation>把选中的备份恢复到一旁，打开、检查、清点，然后删掉。做备份的人打不开保密库，可以请在场的办事员来打开；不打开就留空。</translation>
    </message>
</context>
<context>
    <name>ColourButton</name>
    <message>
        <source>No colour</source>
        <translation>不要颜色</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ColumnTable</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Which column fills which field</source>
        <translation>列与字段的对应</translation>
    </message>
    <message>
        <source>vault (personal)</source>
        <translation>保密库（个人信息）</translation>
    </message>
    <message>
        <source>map</source>
        <translation>地图库</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Column of the table</source>
        <translation>表里的列</translation>
    </message>
    <message>
        <source>{count} people in {sheets}</source>
        <translation>{sheets}：{count} 人</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Not used: {columns}</source>
        <translation>没有用的列：{columns}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>All commands</source>
        <translation>全部命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Import data…</source>
        <translation>导入数据(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export data…</source>
        <translation>导出数据(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>打开日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find an address</source>
        <translation>查找地址(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Move and ask</source>
        <translation>移动与点查(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Draw an area</source>
        <translation>画多边形(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Clear the place</source>
        <translation>清除地点(&amp;C)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Whole &amp;workspace</source>
        <translation>全图(&amp;W)</translation>
    </message>
    <message>
        <source>Zoom to the &amp;place</source>
        <translation>缩放到地点(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Search panel</source>
        <translation>查找面板(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Layers panel</source>
        <translation>图层面板(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Place panel</source>
        <translation>地点面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Usual layout</source>
        <translation>恢复默认布局(&amp;U)</translation>
    </message>
    <message>
        <source>All &amp;commands…</source>
        <translation>全部命令(&amp;C)…</translation>
    </message>
    <message>
        <source>中文 / &amp;English</source>
        <translation>中文 / &amp;English</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;New workspace…</source>
        <translation>新建工作区(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open workspace…</source>
        <translation>打开工作区(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;sample district</source>
        <translation>打开示例城区(&amp;S)</translation>
    </message>
    <message>
        <source>Chec&amp;k the workspace</source>
        <translation>检查工作区(&amp;K)</translation>
    </message>
    <message>
        <source>Cop&amp;y the workspace…</source>
        <translation>复制工作区(&amp;Y)…</translation>
    </message>
    <message>
        <source>&amp;Close the workspace</source>
        <translation>关闭工作区(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Export the &amp;map as a picture…</source>
        <translation>导出地图图片(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Rooms of the building</source>
        <translation>楼盘表(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Geocode a list…</source>
        <translation>批量地理编码(&amp;G)…</translation>
    </message>
    <message>
        <source>Wh&amp;y was this found</source>
        <translation>为什么是这个结果(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Look into files…</source>
        <translation>检查文件(&amp;L)…</translation>
    </message>
    <message>
        <source>Look into a &amp;folder…</source>
        <translation>检查文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Next error</source>
        <translation>下一处问题(&amp;N)</translation>
    </message>
    <message>
        <source>Pre&amp;vious error</source>
        <translation>上一处问题(&amp;V)</translation>
    </message>
    <message>
        <source>Catalo&amp;gue…</source>
        <translation>目录(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Log in or change the user…</source>
        <translation>登录或切换用户(&amp;L)…</translation>
    </message>
    <message>
        <source>Loc&amp;k</source>
        <translation>锁定(&amp;K)</translation>
    </message>
    <message>
        <source>Log &amp;out</source>
        <translation>退出登录(&amp;O)</translation>
    </message>
    <message>
        <source>Change one&apos;s &amp;password…</source>
        <translation>改自己的密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Export or print resi&amp;dents…</source>
        <translation>导出或打印居民(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;What was done: the log…</source>
        <translation>日志(&amp;W)…</translation>
    </message>
    <message>
        <source>Pop&amp;ulation</source>
        <translation>人口统计(&amp;U)</translation>
    </message>
    <message>
        <source>Publish s&amp;tatistics of people</source>
        <translation>发布人口统计(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Backups…</source>
        <translation>备份(&amp;B)…</translation>
    </message>
    <message>
        <source>Import by a reci&amp;pe…</source>
        <translation>按方案导入(&amp;P)…</translation>
    </message>
    <message>
        <source>Import &amp;residents…</source>
        <translation>导入居民表(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Make the first accounts…</source>
        <translation>建立账户(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Accounts…</source>
        <translation>账户管理(&amp;A)…</translation>
    </message>
    <message>
        <source>Export a pro&amp;ject for QGIS…</source>
        <translation>导出 QGIS 工程…(&amp;J)</translation>
    </message>
    <message>
        <source>Style of the lay&amp;er…</source>
        <translation>图层的样式…(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>Zoom to a bo&amp;x</source>
        <translation>框选放大(&amp;X)</translation>
    </message>
    <message>
        <source>Add a bookmar&amp;k</source>
        <translation>添加书签(&amp;K)</translation>
    </message>
    <message>
        <source>B&amp;ookmarks</source>
        <translation>书签(&amp;O)</translation>
    </message>
    <message>
        <source>Second &amp;map</source>
        <translation>第二幅地图(&amp;M)</translation>
    </message>
    <message>
        <source>Compare by s&amp;wiping</source>
        <translation>卷帘对比(&amp;W)</translation>
    </message>
    <message>
        <source>One&apos;s &amp;second factor…</source>
        <translation>第二因素(&amp;S)…</translation>
    </message>
    <message>
        <source>Measure a &amp;length</source>
        <translation>量长度(&amp;L)</translation>
    </message>
    <message>
        <source>Measure an &amp;area</source>
        <translation>量面积(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Coordinates and map sheets</source>
        <translation>坐标与图幅(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Next thing under the click</source>
        <translation>点中的下一个要素(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Select by a click</source>
        <translation>点选(&amp;S)</translation>
    </message>
    <message>
        <source>Select by a &amp;rectangle</source>
        <translation>矩形选择(&amp;R)</translation>
    </message>
    <message>
        <source>Select by a &amp;polygon</source>
        <translation>多边形选择(&amp;P)</translation>
    </message>
    <message>
        <source>Select by a &amp;free line</source>
        <translation>手绘选择(&amp;F)</translation>
    </message>
    <message>
        <source>Select by con&amp;dition or place…</source>
        <translation>按条件或位置选择(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Invert the selection</source>
        <translation>反选(&amp;I)</translation>
    </message>
    <message>
        <source>Clear the s&amp;election</source>
        <translation>清除选择(&amp;E)</translation>
    </message>
    <message>
        <source>O&amp;verview</source>
        <translation>鹰眼图(&amp;V)</translation>
    </message>
    <message>
        <source>Turn the map by de&amp;grees</source>
        <translation>按度数旋转地图(&amp;G)</translation>
    </message>
    <message>
        <source>Turn &amp;anticlockwise</source>
        <translation>逆时针旋转(&amp;A)</translation>
    </message>
    <message>
        <source>Turn clockw&amp;ise</source>
        <translation>顺时针旋转(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;North up</source>
        <translation>上北(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Base maps and relief…</source>
        <translation>底图与高程画法…(&amp;B)</translation>
    </message>
    <message>
        <source>Attribute &amp;table</source>
        <translation>属性表(&amp;T)</translation>
    </message>
    <message>
        <source>Print a shee&amp;t…</source>
        <translation>打印图纸…(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Form and history…</source>
        <translation>表单与历史(&amp;F)…</translation>
    </message>
    <message>
        <source>C&amp;harts</source>
        <translation>统计图(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Communities</name>
    <message>
        <source>The whole district</source>
        <translation>全区</translation>
    </message>
    <message>
        <source>Only the people of these communities:</source>
        <translation>只限这些社区的居民：</translation>
    </message>
    <message>
        <source>Communities</source>
        <translation>管辖社区</translation>
    </message>
</context>
<context>
    <name>CoordinatePanel</name>
    <message>
        <source>Follow the pointer; a click on the map holds a place</source>
        <translation>跟随光标；在地图上单击定住一处</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>no sheet</source>
        <translation>没有图幅</translation>
    </message>
    <message>
        <source>Scale of the sheet</source>
        <translation>图幅的比例尺</translation>
    </message>
    <message>
        <source>396082,4386593 · 109.79,39.607 · 109°47′24″E 39°36′25″N · J49G010029</source>
        <translation>396082,4386593 · 109.79,39.607 · 109°47′24″E 39°36′25″N · J49G010029</translation>
    </message>
    <message>
        <source>East, north (m)</source>
        <translation>东、北（米）</translation>
    </message>
    <message>
        <source>Longitude, latitude (°)</source>
        <translation>经度、纬度（度）</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>度分秒</translation>
    </message>
    <message>
        <source>Map sheet</source>
        <translation>图幅编号</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation>复制{what}</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标与图幅</translation>
    </message>
</context>
<context>
    <name>DescribeDialog</name>
    <message>
        <source>Describe data</source>
        <translation>填写目录</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>not agreed</source>
        <translation>未约定</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>权属单位</translation>
    </message>
    <message>
        <source>Date of the data</source>
        <translation>数据日期</translation>
    </message>
    <message>
        <source>Secrecy</source>
        <translation>密级</translation>
    </message>
    <message>
        <source>Renewed every (days)</source>
        <translation>更新周期（天）</translation>
    </message>
</context>
<context>
    <name>DifferencesPage</name>
    <message>
        <source>Take</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>库里</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>表里</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>全部采用表里的</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>全部保留库里的</translation>
    </message>
    <message>
        <source>{count} people are recorded otherwise. Ticked values are taken, all others stay.</source>
        <translation>{count} 人与库里不同。打勾的采用表里的，其余保留库里的。</translation>
    </message>
    <message>
        <source>Nobody is recorded otherwise: there is nothing to choose here.</source>
        <translation>没有人与库里不同，这里不用选。</translation>
    </message>
</context>
<context>
    <name>DoctorPanel</name>
    <message>
        <source>Write a report…</source>
        <translation>写报告…</translation>
    </message>
    <message>
        <source> · {count} other files left out</source>
        <translation> · 另有 {count} 个文件不是数据</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Look into files</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Look into a folder</source>
        <translation>检查文件夹</translation>
    </message>
    <message>
        <source>Import doctor</source>
        <translation>导入医生</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>{files} layers: {ready} ready, {question} with questions, {broken} that cannot be imported</source>
        <translation>{files} 个图层：{ready} 个可以导入，{question} 个有问题要问，{broken} 个不能导入</translation>
    </message>
    <message>
        <source>Drop files or a folder onto the window, or press “Add files…”: nothing is changed by looking.</source>
        <translation>把文件或文件夹拖到窗口里，或点“添加文件…”。只是检查，什么都不改。</translation>
    </message>
    <message>
        <source>Try ({count})</source>
        <translation>试导入（{count}）</translation>
    </message>
    <message>
        <source>Try it first: then it is known what changes.</source>
        <translation>先试导入，看清会改什么。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Findings and answers</source>
        <translation>发现与回答</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>可以导入</translation>
    </message>
    <message>
        <source>asks</source>
        <translation>有问题要问</translation>
    </message>
    <message>
        <source>cannot be imported</source>
        <translation>不能导入</translation>
    </message>
    <message>
        <source>Import by a recipe</source>
        <translation>按方案导入</translation>
    </message>
    <message>
        <source>Recipe:</source>
        <translation>方案：</translation>
    </message>
    <message>
        <source>No recipe is kept: try a file, then keep its choices.</source>
        <translation>还没有保存方案：先试导入一个文件，再保存它的选择。</translation>
    </message>
    <message>
        <source>Who is logged in may not change data.</source>
        <translation>登录的人不能修改数据。</translation>
    </message>
</context>
<context>
    <name>EachDialog</name>
    <message>
        <source>A sheet for each</source>
        <translation>每个对象一张图</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>出图</translation>
    </message>
    <message>
        <source>{theme}: the {count} selected</source>
        <translation>{theme}：选中的 {count} 个</translation>
    </message>
    <message>
        <source>{theme}: all, or by the condition</source>
        <translation>{theme}：全部，或按条件</translation>
    </message>
    <message>
        <source>Map sheets 1:{scale}</source>
        <translation>1:{scale} 分幅图</translation>
    </message>
    <message>
        <source>Write again what is there already</source>
        <translation>已有的图也重做</translation>
    </message>
    <message>
        <source>{name}, {sheet}, or a field of the feature in braces, such as {code}</source>
        <translation>{name}、{sheet}，或花括号里写对象的字段，例如 {code}</translation>
    </message>
    <message>
        <source>For each of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>只要满足</translation>
    </message>
    <message>
        <source>A condition on fields, such as name LIKE &apos;天骄%&apos;</source>
        <translation>字段条件，例如 name LIKE &apos;天骄%&apos;</translation>
    </message>
    <message>
        <source>Names of files</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Resolution (dpi)</source>
        <translation>分辨率（dpi）</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Sheets that are in the folder already are left out, so that a batch goes on where it stopped.</source>
        <translation>文件夹里已有的图不重做，所以中断后可以接着做。</translation>
    </message>
    <message>
        <source>Choose the folder for the sheets.</source>
        <translation>请选择存放图纸的文件夹。</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Choose a date</source>
        <translation>选择日期</translation>
    </message>
</context>
<context>
    <name>EndPage</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Recorded at</source>
        <translation>登记地址</translation>
    </message>
    <message>
        <source>Recorded, but not in the table</source>
        <translation>库里有、表里没有</translation>
    </message>
    <message>
        <source>{added} people are added, {changed} changed, {unchanged} stay as they are, {undecided} differ and stay; {refused} rows are kept out, {doubled} stand twice. All of it can be undone in one step.</source>
        <translation>将新增 {added} 人，更新 {changed} 人，未变 {unchanged} 人，有不同、不改 {undecided} 人；退回 {refused} 行，表内重复 {doubled} 行。整批是一步，可以撤销。</translation>
    </message>
    <message>
        <source>{count} people are recorded in the rooms of this table and are not in it. Nobody is deleted.</source>
        <translation>库里登记在这些房间、表里没有的有 {count} 人；不会删除。</translation>
    </message>
</context>
<context>
    <name>EntityList</name>
    <message>
        <source>Legal entity</source>
        <translation>单位名称</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Legal entities inside</source>
        <translation>范围内的法人</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>There are no accounts yet: whoever can open this folder can read its residents.</source>
        <translation>还没有账户，谁能打开这个文件夹，谁就能读居民资料。</translation>
    </message>
    <message>
        <source>Make the accounts before residents come in.</source>
        <translation>请先建立账户，再放居民资料。</translation>
    </message>
    <message>
        <source>Make the accounts…</source>
        <translation>建立账户…</translation>
    </message>
    <message>
        <source>A clerk who has it gives it to you: User menu, Accounts.</source>
        <translation>请有钥匙的办事员在“用户 → 账户管理”里授予。</translation>
    </message>
</context>
<context>
    <name>EraseButton</name>
    <message>
        <source>Erase for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Erased for good: {rows} records, {images} earlier states.</source>
        <translation>已永久删除：登记 {rows} 条，历史 {images} 条。</translation>
    </message>
    <message>
        <source>{count} backups hold the person until {until}; restoring one erases the person again.</source>
        <translation>{count} 份旧备份里还有此人，最晚 {until} 过期；从中恢复时会先再删一遍。</translation>
    </message>
    <message>
        <source>Another program has the vault open: freed pages are cleaned at the next opening.</source>
        <translation>另一个程序开着保密库，空出的存储下次打开时清扫。</translation>
    </message>
</context>
<context>
    <name>ErasingDialog</name>
    <message>
        <source>Erase for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>erase</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>{name}: all records under the same ID number, with all earlier states, are erased for good. This cannot be undone. Older backups hold the person, encrypted, until they expire.</source>
        <translation>{name}：同一身份证号的全部登记和历史将永久删除，不能撤销。旧备份里（加密的）此人留到备份过期。</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>选择依据</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Type “{word}” to confirm</source>
        <translation>输入“{word}”确认</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>请选择依据。</translation>
    </message>
    <message>
        <source>Type “{word}” to confirm.</source>
        <translation>请输入“{word}”确认。</translation>
    </message>
</context>
<context>
    <name>EventFilter</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>the key that stands in the column Person</source>
        <translation>“人员”一列里的代号</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>查看(&amp;H)</translation>
    </message>
    <message>
        <source>A day is written like 2026-06-30.</source>
        <translation>日期写成 2026-06-30 这样。</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>事件(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>账户(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>人员(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;From day</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To day</source>
        <translation>到(&amp;T)</translation>
    </message>
</context>
<context>
    <name>EventTable</name>
    <message>
        <source>Events</source>
        <translation>日志记录</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询文字</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>按姓名</translation>
    </message>
    <message>
        <source>by ID number</source>
        <translation>按证件号</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>按电话</translation>
    </message>
    <message>
        <source>by the last digits</source>
        <translation>按末几位</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>按号码</translation>
    </message>
    <message>
        <source>by room</source>
        <translation>按户室</translation>
    </message>
    <message>
        <source>a person&apos;s sheet</source>
        <translation>居民卡</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The suffix says the format: {formats}</source>
        <translation>后缀决定格式：{formats}</translation>
    </message>
    <message>
        <source>Give a file that ends in {formats}.</source>
        <translation>文件名须以 {formats} 结尾。</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>As the format or the workspace has it</source>
        <translation>按格式或工作区的</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>地图上看到的范围</translation>
    </message>
    <message>
        <source>More than 25 km² of the base map in one piece, with all that the recipient has, are secret</source>
        <translation>底图连片超过 25 平方公里（含接收单位以前拿到的）属于秘密级</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>接收单位</translation>
    </message>
    <message>
        <source>Approval number</source>
        <translation>审批号</translation>
    </message>
    <message>
        <source>Only for what is secret</source>
        <translation>涉密时才需要</translation>
    </message>
    <message>
        <source>This file exists already; choose another name, or replace it.</source>
        <translation>这个文件已经有了；请换一个名字，或选择替换。</translation>
    </message>
    <message>
        <source>The area that was drawn</source>
        <translation>画出的范围</translation>
    </message>
    <message>
        <source>Within {radius} m of {place}</source>
        <translation>{place}周围 {radius} 米</translation>
    </message>
    <message>
        <source>A condition on fields, such as lanes &gt;= 4 AND name LIKE &apos;天骄%&apos;; nothing for all rows</source>
        <translation>字段的条件，如 lanes &gt;= 4 AND name LIKE &apos;天骄%&apos;；不填是全部</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>只要符合条件的</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>选中的要素</translation>
    </message>
    <message>
        <source>Nothing of this theme is selected.</source>
        <translation>这个专题没有选中的要素。</translation>
    </message>
</context>
<context>
    <name>FieldList</name>
    <message>
        <source>What is written on the page</source>
        <translation>图上的文字内容</translation>
    </message>
    <message>
        <source>No text of this page has names in braces.</source>
        <translation>图上没有要填的内容。</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Save the map as a picture</source>
        <translation>地图存为图片</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Save a project for QGIS</source>
        <translation>存成 QGIS 工程</translation>
    </message>
</context>
<context>
    <name>FilterHeader</name>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter of {field}</source>
        <translation>筛选“{field}”</translation>
    </message>
    <message>
        <source>Text or pinyin; =is, !is not; 10..20, &gt;=10, &lt;5; a|b; “-” empty, “*” not empty</source>
        <translation>文字或拼音；=等于、!不等于；10..20、&gt;=10、&lt;5；甲|乙；“-”或“空”为空，“*”或“非空”不空</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>What is missing or wrong</source>
        <translation>缺少或有误的内容</translation>
    </message>
    <message>
        <source>Nothing is missing, as far as the check knows.</source>
        <translation>检查没有发现问题。</translation>
    </message>
</context>
<context>
    <name>FindingsBox</name>
    <message>
        <source>All severities</source>
        <translation>全部级别</translation>
    </message>
    <message>
        <source>Errors and questions</source>
        <translation>错误和问题</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部方面</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>The file itself</source>
        <translation>文件本身</translation>
    </message>
    <message>
        <source>Nothing was found; it can be imported as it is.</source>
        <translation>没有发现问题，可以直接导入。</translation>
    </message>
    <message>
        <source>Nothing of this kind was found.</source>
        <translation>没有这一类发现。</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>方面</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Laying on the map</source>
        <translation>正在放到地图上</translation>
    </message>
    <message>
        <source>Importing {count} files</source>
        <translation>正在导入 {count} 个文件</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Data check report</source>
        <translation>数据检查报告</translation>
    </message>
    <message>
        <source>Looking again into {file}</source>
        <translation>正在重新检查 {file}</translation>
    </message>
    <message>
        <source>Trying the import of {count} files</source>
        <translation>正在试导入 {count} 个文件</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>写报告</translation>
    </message>
    <message>
        <source>Page (*.html);;Workbook (*.xlsx)</source>
        <translation>网页 (*.html);;工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Selected only</source>
        <translation>只看选中</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>Filter: text, pinyin or initials</source>
        <translation>筛选：文字、拼音或首字母</translation>
    </message>
    <message>
        <source>Filter over all columns</source>
        <translation>在所有列里筛选</translation>
    </message>
    <message>
        <source>Condition, such as area_m2 &gt; 500 AND use LIKE &apos;07%&apos;</source>
        <translation>条件，例如 area_m2 &gt; 500 AND use LIKE &apos;07%&apos;</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
</context>
<context>
    <name>GeocodeDialog</name>
    <message>
        <source>Geocode a list</source>
        <translation>批量地理编码</translation>
    </message>
    <message>
        <source>Geocode</source>
        <translation>开始匹配</translation>
    </message>
    <message>
        <source>Tables ({suffixes})</source>
        <translation>表格 ({suffixes})</translation>
    </message>
    <message>
        <source>Show the result on the map as a layer</source>
        <translation>结果作为图层显示在地图上</translation>
    </message>
    <message>
        <source>List</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>CSV or XLSX, in any encoding</source>
        <translation>CSV 或 XLSX，什么编码都行</translation>
    </message>
    <message>
        <source>Column of the address</source>
        <translation>地址所在的列</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>All columns of the list, and eight more</source>
        <translation>名单原有的列，再加八列</translation>
    </message>
    <message>
        <source>{name} with places</source>
        <translation>{name}（已定位）</translation>
    </message>
    <message>
        <source>Choose a list.</source>
        <translation>请选择一份名单。</translation>
    </message>
    <message>
        <source>Say which column is the address.</source>
        <translation>请指出哪一列是地址。</translation>
    </message>
    <message>
        <source>Give a file that ends in {formats}.</source>
        <translation>文件名须以 {formats} 结尾。</translation>
    </message>
    <message>
        <source>This file exists already; choose another name.</source>
        <translation>已经有这个文件，请换一个名字。</translation>
    </message>
</context>
<context>
    <name>GeocodingPanel</name>
    <message>
        <source>This one</source>
        <translation>就是这个</translation>
    </message>
    <message>
        <source>Do the list again</source>
        <translation>再做一遍</translation>
    </message>
    <message>
        <source>{rows} rows: {matched} matched, {doubtful} doubtful, {unmatched} unmatched, {empty} without an address</source>
        <translation>共 {rows} 行：匹配 {matched}，待核 {doubtful}，未匹配 {unmatched}，没有地址 {empty}</translation>
    </message>
    <message>
        <source>Doubtful addresses</source>
        <translation>待核的地址</translation>
    </message>
    <message>
        <source>What it may mean</source>
        <translation>可能是</translation>
    </message>
    <message>
        <source>Geocoded list</source>
        <translation>地理编码结果</translation>
    </message>
    <message>
        <source>Or type what it should be</source>
        <translation>或者输入它应该是哪里</translation>
    </message>
</context>
<context>
    <name>Ground</name>
    <message>
        <source>As the window shows</source>
        <translation>取窗口所见</translation>
    </message>
    <message>
        <source>All, or the feature</source>
        <translation>全部或对象</translation>
    </message>
</context>
<context>
    <name>GroundsDialog</name>
    <message>
        <source>Base maps and relief</source>
        <translation>底图与高程画法</translation>
    </message>
    <message>
        <source>Base maps, the topmost first</source>
        <translation>底图，最上面的在前</translation>
    </message>
    <message>
        <source>Opacity of the base map</source>
        <translation>底图的不透明度</translation>
    </message>
    <message>
        <source>Coordinates of tiles that are added</source>
        <translation>新加瓦片的坐标系</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读…</translation>
    </message>
    <message>
        <source>Base maps are changed by those who may edit.</source>
        <translation>有编辑权限的人才能改底图。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a folder of tiles…</source>
        <translation>添加瓦片文件夹…</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Base maps</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Relief</source>
        <translation>高程</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Coordinates of tiles:</source>
        <translation>瓦片的坐标系：</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
</context>
<context>
    <name>Handle</name>
    <message>
        <source>Handle between the two sets of layers</source>
        <translation>两组图层之间的卷帘</translation>
    </message>
    <message>
        <source>Drag, or press the left and right arrow keys; Esc ends the comparison</source>
        <translation>拖动，或按左右方向键移动；Esc 结束对比</translation>
    </message>
</context>
<context>
    <name>HereList</name>
    <message>
        <source>What stands here</source>
        <translation>点到的地物</translation>
    </message>
</context>
<context>
    <name>Hints</name>
    <message>
        <source>Choose its coordinate system in the import dialog.</source>
        <translation>请在导入窗口里选择它的坐标系。</translation>
    </message>
    <message>
        <source>Choose another coordinate system in the dialog.</source>
        <translation>请在窗口里换一个坐标系。</translation>
    </message>
    <message>
        <source>Choose another encoding in the import dialog.</source>
        <translation>请在导入窗口里换一种编码。</translation>
    </message>
    <message>
        <source>Say in the import dialog which column it is.</source>
        <translation>请在导入窗口里指定是哪一列。</translation>
    </message>
    <message>
        <source>Choose another folder, or make a new workspace.</source>
        <translation>请换一个文件夹，或新建工作区。</translation>
    </message>
    <message>
        <source>Copy the workspace to a local disk first (File menu).</source>
        <translation>请先用“文件”菜单把工作区复制到本机硬盘。</translation>
    </message>
    <message>
        <source>Log in first: User menu, or Ctrl+Shift+U.</source>
        <translation>请先登录：菜单“用户”，或按 Ctrl+Shift+U。</translation>
    </message>
    <message>
        <source>Make the first accounts: User menu.</source>
        <translation>先建立账户：菜单“用户”。</translation>
    </message>
    <message>
        <source>It begins anew at midnight in China; the security administrator can raise it: User menu, Accounts.</source>
        <translation>北京时间零点后可以继续；工作确实需要时，请安全管理员调高：“用户 → 账户管理 → 每日份额”。</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>no place</source>
        <translation>未定位</translation>
    </message>
    <message>
        <source>Found before</source>
        <translation>最近查找</translation>
    </message>
    <message>
        <source>{kind} · {count}</source>
        <translation>{kind} · {count}</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>居民</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>以文件为准</translation>
    </message>
    <message>
        <source>Looking into the file …</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>Looking into the file</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{count} rows, {columns} columns, coordinate system: {crs}</source>
        <translation>{count} 行，{columns} 列，坐标系：{crs}</translation>
    </message>
    <message>
        <source>Say which column is: {fields}</source>
        <translation>请指定这些字段对应的列：{fields}</translation>
    </message>
    <message>
        <source>Geographic data ({suffixes});;All files (*)</source>
        <translation>地理数据 ({suffixes});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Found out from the file</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Into the theme</source>
        <translation>导入到专题</translation>
    </message>
    <message>
        <source>Layer or sheet</source>
        <translation>图层或工作表</translation>
    </message>
    <message>
        <source>Only where the file holds several</source>
        <translation>仅当文件里有多个时填写</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Which column fills which field</source>
        <translation>列与字段的对应</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>Near {title}</source>
        <translation>{title} 附近</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Items of the page, the topmost first</source>
        <translation>图面要素，最上面的在前</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>鼠标滚轮</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>移动地图</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Ask about a point</source>
        <translation>查询一点</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>End an area</source>
        <translation>画完多边形</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>双击</translation>
    </message>
</context>
<context>
    <name>LabelEditor</name>
    <message>
        <source>Write names</source>
        <translation>写名称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Halo</source>
        <translation>光晕</translation>
    </message>
    <message>
        <source>0 comes first where there is no room for all</source>
        <translation>位置不够时，0 最先写</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Height (mm)</source>
        <translation>字高（毫米）</translation>
    </message>
    <message>
        <source>Up to the scale</source>
        <translation>到比例尺</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>先后</translation>
    </message>
</context>
<context>
    <name>LayerChoice</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layers of the second map</source>
        <translation>第二幅地图的图层</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Zoom to layer</source>
        <translation>缩放到图层</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Opacity of the layer</source>
        <translation>图层不透明度</translation>
    </message>
    <message>
        <source>Opacity of the chosen layer</source>
        <translation>所选图层的不透明度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Style…</source>
        <translation>样式…</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>LimitsDialog</name>
    <message>
        <source>Daily limits</source>
        <translation>每日份额</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>For every account, from now on. Counted from the log since midnight in China; whoever has used theirs up is refused, and the auditor told. The change itself stands in the log.</source>
        <translation>对每个账户，立即生效。按日志计数，北京时间零点起算；用完的人当天不再给结果，并提醒审计管理员。更改本身记入日志。</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>Log in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户名</translation>
    </message>
    <message>
        <source>Names that have logged in here are in the list</source>
        <translation>列表里是在这台电脑上登录过的账户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>From the phone, where the account has a second factor</source>
        <translation>设了第二因素的账户，填手机上的验证码</translation>
    </message>
    <message>
        <source>empty, unless the account has a second factor</source>
        <translation>没有设第二因素就留空</translation>
    </message>
    <message>
        <source>Everybody may look at the map. Whoever looks residents up or changes data logs in.</source>
        <translation>看地图不用登录；查居民、导入和修改数据要登录。</translation>
    </message>
    <message>
        <source>Locked. Whoever goes on logs in again.</source>
        <translation>已锁定。继续工作请再登录。</translation>
    </message>
    <message>
        <source>This password has to be changed first: it is old, or somebody else has set it.</source>
        <translation>这个密码要先改：它到期了，或者是别人设的初始密码。</translation>
    </message>
    <message>
        <source>Change it and log in</source>
        <translation>改密码并登录</translation>
    </message>
    <message>
        <source>The password was changed. Log in with the next code.</source>
        <translation>密码已改。请用下一个验证码登录。</translation>
    </message>
    <message>
        <source>One moment: the password is being tried …</source>
        <translation>正在核对密码 …</translation>
    </message>
    <message>
        <source>Only look</source>
        <translation>只看地图</translation>
    </message>
    <message>
        <source>Demonstration accounts of the made-up sample; a click fills one in:</source>
        <translation>示例工作区的演示账户（虚构数据，密码公开），点一下就填好：</translation>
    </message>
    <message>
        <source>Demonstration accounts</source>
        <translation>演示账户</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Kangbashi GIS Workstation</source>
        <translation>康巴什 GIS 工作站</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点一张纸</translation>
    </message>
</context>
<context>
    <name>MeasurePanel</name>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Take the last corner back</source>
        <translation>退一点</translation>
    </message>
    <message>
        <source>New</source>
        <translation>重新量</translation>
    </message>
    <message>
        <source>Click corners on the map; Enter or a double click ends, Backspace takes one back.</source>
        <translation>在地图上单击各点；Enter 或双击结束，Backspace 退一点。</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Ellipsoid</source>
        <translation>椭球面</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>周长</translation>
    </message>
    <message>
        <source>Grid minus ground: {rate} cm per km</source>
        <translation>平面比地面每公里差 {rate} 厘米</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>段</translation>
    </message>
    <message>
        <source>Grid (m)</source>
        <translation>平面（米）</translation>
    </message>
    <message>
        <source>Ellipsoid (m)</source>
        <translation>椭球面（米）</translation>
    </message>
    <message>
        <source>Ground (m)</source>
        <translation>地面（米）</translation>
    </message>
    <message>
        <source>Grid bearing</source>
        <translation>坐标方位角</translation>
    </message>
    <message>
        <source>True bearing</source>
        <translation>大地方位角</translation>
    </message>
    <message>
        <source>Mean height of the ground</source>
        <translation>地面平均高程</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>各段</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>量测</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>地图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>&amp;Recent workspaces</source>
        <translation>最近的工作区(&amp;R)</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>用户(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>At least 10 characters, of three kinds: capitals, small letters, digits, others; not the name, not one of the last five.</source>
        <translation>至少 10 个字符，大写、小写、数字、其他符号里至少三类；不含账户名，不与最近 5 个相同。</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>10 characters or more, three kinds</source>
        <translation>至少 10 个字符、三类</translation>
    </message>
    <message>
        <source>Type a new password.</source>
        <translation>请输入新密码。</translation>
    </message>
    <message>
        <source>This password cannot be used: {reason}.</source>
        <translation>这个密码不能用：{reason}。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入的不一样。</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>请再输一遍。</translation>
    </message>
</context>
<context>
    <name>NewWorkspaceDialog</name>
    <message>
        <source>New workspace</source>
        <translation>新建工作区</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>My district</source>
        <translation>我的城区</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>In the folder</source>
        <translation>所在文件夹</translation>
    </message>
    <message>
        <source>A folder of the workspace&apos;s name is made there</source>
        <translation>会在其中新建与工作区同名的文件夹</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Projected, in metres; it cannot be changed later. An EPSG code can be typed.</source>
        <translation>须为以米为单位的投影坐标系，建好后不能更改；也可直接输入 EPSG 代码。</translation>
    </message>
    <message>
        <source>Give the workspace a name and a folder.</source>
        <translation>请填写名称和文件夹。</translation>
    </message>
    <message>
        <source>There is a folder of that name already: {folder}</source>
        <translation>已经有同名文件夹：{folder}</translation>
    </message>
</context>
<context>
    <name>NorthArrow</name>
    <message>
        <source>North arrow</source>
        <translation>指北针</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <source>North is up</source>
        <translation>上北</translation>
    </message>
    <message>
        <source>Turned by {angle}°; press for north up</source>
        <translation>已转 {angle}°；按一下回到上北</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Building the sample district (once)</source>
        <translation>正在准备示例城区（仅首次）</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>deletion</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>{rows} rows</source>
        <translation>{rows} 行</translation>
    </message>
    <message>
        <source>chosen address</source>
        <translation>认定地址</translation>
    </message>
    <message>
        <source>description</source>
        <translation>填写目录</translation>
    </message>
    <message>
        <source>import of residents</source>
        <translation>导入居民表</translation>
    </message>
    <message>
        <source>change in the table</source>
        <translation>在表格里修改</translation>
    </message>
    <message>
        <source>undoing of one change</source>
        <translation>撤销一次修改</translation>
    </message>
    <message>
        <source>undoing</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>doing again</source>
        <translation>重做</translation>
    </message>
</context>
<context>
    <name>OutputDialog</name>
    <message>
        <source>Output of the sheet</source>
        <translation>输出图纸</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>出图</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The suffix says the format: {formats}</source>
        <translation>后缀决定格式：{formats}</translation>
    </message>
    <message>
        <source>Resolution (dpi)</source>
        <translation>分辨率（dpi）</translation>
    </message>
    <message>
        <source>Give a file that ends in {formats}.</source>
        <translation>请写以 {formats} 结尾的文件。</translation>
    </message>
    <message>
        <source>This file exists already; choose another name, or replace it.</source>
        <translation>文件已存在；请换个名字，或勾选替换。</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Overview</source>
        <translation>鹰眼图</translation>
    </message>
</context>
<context>
    <name>PageActions</name>
    <message>
        <source>Save in the &amp;workspace</source>
        <translation>存进工作区(&amp;W)</translation>
    </message>
    <message>
        <source>Save in the workspace &amp;as…</source>
        <translation>另存进工作区…(&amp;A)</translation>
    </message>
    <message>
        <source>Save as a &amp;template file…</source>
        <translation>存成模板文件…(&amp;T)</translation>
    </message>
    <message>
        <source>Page &amp;size and margins…</source>
        <translation>纸张大小和页边…(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Output: PDF, SVG, PNG, TIFF…</source>
        <translation>输出 PDF、SVG、PNG、TIFF…(&amp;O)</translation>
    </message>
    <message>
        <source>A sheet for &amp;each…</source>
        <translation>每个对象一张…(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印…(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>删去(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Double</source>
        <translation>复制一份(&amp;D)</translation>
    </message>
    <message>
        <source>Choose &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>Unloc&amp;k</source>
        <translation>解锁(&amp;K)</translation>
    </message>
    <message>
        <source>Remove all &amp;guides</source>
        <translation>删去全部参考线(&amp;G)</translation>
    </message>
    <message>
        <source>Align &amp;left</source>
        <translation>左对齐(&amp;L)</translation>
    </message>
    <message>
        <source>Align in the &amp;middle</source>
        <translation>左右居中(&amp;M)</translation>
    </message>
    <message>
        <source>Align &amp;right</source>
        <translation>右对齐(&amp;R)</translation>
    </message>
    <message>
        <source>Align at the &amp;top</source>
        <translation>上对齐(&amp;T)</translation>
    </message>
    <message>
        <source>Align at the &amp;centre</source>
        <translation>上下居中(&amp;C)</translation>
    </message>
    <message>
        <source>Align at the &amp;bottom</source>
        <translation>下对齐(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Spread across</source>
        <translation>横向等距(&amp;S)</translation>
    </message>
    <message>
        <source>Spread do&amp;wn</source>
        <translation>纵向等距(&amp;W)</translation>
    </message>
    <message>
        <source>To the &amp;front</source>
        <translation>移到最上(&amp;F)</translation>
    </message>
    <message>
        <source>Forw&amp;ard</source>
        <translation>上移一层(&amp;A)</translation>
    </message>
    <message>
        <source>Bac&amp;kward</source>
        <translation>下移一层(&amp;K)</translation>
    </message>
    <message>
        <source>T&amp;o the back</source>
        <translation>移到最下(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Whole page</source>
        <translation>整页(&amp;W)</translation>
    </message>
    <message>
        <source>As large as on &amp;paper</source>
        <translation>实际大小(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Draw again</source>
        <translation>重画(&amp;D)</translation>
    </message>
</context>
<context>
    <name>PageChoices</name>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>下</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>crosses</source>
        <translation>十字</translation>
    </message>
    <message>
        <source>ticks at the edge</source>
        <translation>图边短线</translation>
    </message>
    <message>
        <source>line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>柱形</translation>
    </message>
    <message>
        <source>slices</source>
        <translation>饼形</translation>
    </message>
    <message>
        <source>grid north</source>
        <translation>坐标北</translation>
    </message>
    <message>
        <source>grid, true and magnetic north</source>
        <translation>三北方向</translation>
    </message>
    <message>
        <source>rows of a theme</source>
        <translation>专题的行</translation>
    </message>
    <message>
        <source>boundary points</source>
        <translation>界址点</translation>
    </message>
    <message>
        <source>the feature&apos;s values</source>
        <translation>对象的各项内容</translation>
    </message>
    <message>
        <source>these cells</source>
        <translation>下面的单元格</translation>
    </message>
</context>
<context>
    <name>PageEditor</name>
    <message>
        <source>Put a map on the page first.</source>
        <translation>请先在图上放一幅地图。</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>正在画…</translation>
    </message>
    <message>
        <source>The sheet was sent to the printer.</source>
        <translation>已送往打印机。</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add something to the page</source>
        <translation>往图上添加要素</translation>
    </message>
    <message>
        <source>What is written on it</source>
        <translation>填写内容</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>图面要素</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Save in the workspace</source>
        <translation>存进工作区</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kept in the workspace as {name}.</source>
        <translation>已存进工作区：{name}。</translation>
    </message>
    <message>
        <source>Save as a template file</source>
        <translation>存成模板文件</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已存为 {file}。</translation>
    </message>
    <message>
        <source>Keep the changes of this page?</source>
        <translation>保留对这张图纸的改动吗？</translation>
    </message>
    <message>
        <source>Printed sheet</source>
        <translation>图纸</translation>
    </message>
</context>
<context>
    <name>PageFields</name>
    <message>
        <source>Title</source>
        <translation>图名</translation>
    </message>
    <message>
        <source>Second title</source>
        <translation>副标题</translation>
    </message>
    <message>
        <source>Approval number</source>
        <translation>审图号</translation>
    </message>
    <message>
        <source>Secrecy</source>
        <translation>密级</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Height datum</source>
        <translation>高程基准</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>制图单位</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Surveyor</source>
        <translation>测绘员</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>检查员</translation>
    </message>
    <message>
        <source>Sheet number</source>
        <translation>图号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>PageKinds</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Scale bar</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>North arrow</source>
        <translation>指北针</translation>
    </message>
    <message>
        <source>Locator map</source>
        <translation>位置图</translation>
    </message>
    <message>
        <source>Facts about the sheet</source>
        <translation>图廓说明</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>统计图</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>边框</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Joined sheets</source>
        <translation>接图表</translation>
    </message>
    <message>
        <source>Boundary of the feature</source>
        <translation>界址</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>图形</translation>
    </message>
</context>
<context>
    <name>PageMenus</name>
    <message>
        <source>&amp;Page</source>
        <translation>图纸(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>P&amp;lace</source>
        <translation>排列(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
</context>
<context>
    <name>PageProperties</name>
    <message>
        <source>Scale 1:</source>
        <translation>比例尺 1:</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Linked to</source>
        <translation>联动到</translation>
    </message>
    <message>
        <source>Times its scale</source>
        <translation>比例尺分母的倍数</translation>
    </message>
    <message>
        <source>Turned by (°)</source>
        <translation>转角（°）</translation>
    </message>
    <message>
        <source>Along the feature</source>
        <translation>顺着对象的方向</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>注记</translation>
    </message>
    <message>
        <source>Base maps</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>At every scale</source>
        <translation>不受显示比例限制</translation>
    </message>
    <message>
        <source>Margin around the ground</source>
        <translation>范围外留白</translation>
    </message>
    <message>
        <source>Border (mm)</source>
        <translation>边框线（毫米）</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>底色</translation>
    </message>
    <message>
        <source>Coordinate grid</source>
        <translation>坐标网</translation>
    </message>
    <message>
        <source>Every (m; 0 = usual)</source>
        <translation>间隔（米；0 为常用）</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>标注数字</translation>
    </message>
    <message>
        <source>Minutes of degrees</source>
        <translation>经纬度分划</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Letters (pt)</source>
        <translation>字号（pt）</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>加粗</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>左右对齐</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>上下对齐</translation>
    </message>
    <message>
        <source>Of the map</source>
        <translation>所属地图</translation>
    </message>
    <message>
        <source>Shows where this is</source>
        <translation>标出这幅的位置</translation>
    </message>
    <message>
        <source>Only what is on</source>
        <translation>只统计图上的</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>图名</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Only what occurs</source>
        <translation>只列图上有的</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>段数</translation>
    </message>
    <message>
        <source>A part (m; 0 = fitting)</source>
        <translation>每段（米；0 为自动）</translation>
    </message>
    <message>
        <source>With figures</source>
        <translation>写数字比例尺</translation>
    </message>
    <message>
        <source>Norths</source>
        <translation>北方向</translation>
    </message>
    <message>
        <source>Declination (°, east +)</source>
        <translation>磁偏角（°，东为正）</translation>
    </message>
    <message>
        <source>Lines (title = text)</source>
        <translation>各行（名称 = 内容）</translation>
    </message>
    <message>
        <source>Ruled</source>
        <translation>画格线</translation>
    </message>
    <message>
        <source>Leave out empty lines</source>
        <translation>空行不写</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>只要满足</translation>
    </message>
    <message>
        <source>Cells (| between)</source>
        <translation>单元格（用 | 分开）</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Line (mm)</source>
        <translation>线宽（毫米）</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Second line within (mm)</source>
        <translation>内线距离（毫米）</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Falling to the right</source>
        <translation>向右下</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Field of the kinds</source>
        <translation>分类字段</translation>
    </message>
    <message>
        <source>Sum of (empty: count)</source>
        <translation>求和字段（空为计数）</translation>
    </message>
    <message>
        <source>Boundary points</source>
        <translation>界址点</translation>
    </message>
    <message>
        <source>Lengths of sides</source>
        <translation>边长</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>四至</translation>
    </message>
    <message>
        <source>Points begin with</source>
        <translation>点号前缀</translation>
    </message>
    <message>
        <source>Its area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Only the feature</source>
        <translation>只画对象之内</translation>
    </message>
    <message>
        <source>Width (mm)</source>
        <translation>宽（毫米）</translation>
    </message>
    <message>
        <source>Height (mm)</source>
        <translation>高（毫米）</translation>
    </message>
    <message>
        <source>(no map)</source>
        <translation>（无）</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page</source>
        <translation>图纸</translation>
    </message>
    <message>
        <source>Chosen: {names}</source>
        <translation>选中：{names}</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Page size and margins</source>
        <translation>纸张大小和页边</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Another size</source>
        <translation>其他大小</translation>
    </message>
    <message>
        <source>Lying (landscape)</source>
        <translation>横放</translation>
    </message>
    <message>
        <source>Everything grows with the paper</source>
        <translation>内容随纸张缩放</translation>
    </message>
    <message>
        <source>For the public</source>
        <translation>公开</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>涉密</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Width (mm)</source>
        <translation>宽（毫米）</translation>
    </message>
    <message>
        <source>Height (mm)</source>
        <translation>高（毫米）</translation>
    </message>
    <message>
        <source>Margins (mm)</source>
        <translation>页边（毫米）</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What has to be written on it depends on this</source>
        <translation>图上必须写什么，取决于用途</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change one&apos;s password</source>
        <translation>改自己的密码</translation>
    </message>
    <message>
        <source>Password so far</source>
        <translation>原密码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>empty, unless the account has a second factor</source>
        <translation>没有设第二因素就留空</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>改密码</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>请稍候 …</translation>
    </message>
    <message>
        <source>The password was changed.</source>
        <translation>密码已改。</translation>
    </message>
</context>
<context>
    <name>PeopleExportDialog</name>
    <message>
        <source>Export or print residents</source>
        <translation>导出或打印居民</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Building, room, household number or name</source>
        <translation>楼栋、户室、户号或姓名</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不选</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>请选理由</translation>
    </message>
    <message>
        <source>In clear: each person counts as a record shown in clear</source>
        <translation>明文：每个人都算一次查看明文</translation>
    </message>
    <message>
        <source>residents.xlsx</source>
        <translation>居民名单.xlsx</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>覆盖已有的文件</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>要谁</translation>
    </message>
    <message>
        <source>Or a whole community</source>
        <translation>或者整个社区</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>HTML is a page to print from a browser</source>
        <translation>HTML 是用浏览器打印的页</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>给谁</translation>
    </message>
    <message>
        <source>Stands on each row, and in the ledger</source>
        <translation>写在每一行上，也写进台账</translation>
    </message>
    <message>
        <source>Say who: a query or a community.</source>
        <translation>请写要谁，或者选一个社区（二选一）。</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>请选理由。</translation>
    </message>
    <message>
        <source>The suffix says the format: {formats}</source>
        <translation>扩展名决定格式：{formats}</translation>
    </message>
    <message>
        <source>There is such a file already.</source>
        <translation>已经有这个文件。</translation>
    </message>
</context>
<context>
    <name>PeopleSearch</name>
    <message>
        <source>Residents are being looked up …</source>
        <translation>正在查居民……</translation>
    </message>
    <message>
        <source>For residents type a whole name, or more of the number.</source>
        <translation>查居民请输入完整姓名，或多输几位号码。</translation>
    </message>
    <message>
        <source>No resident either.</source>
        <translation>居民里也没有。</translation>
    </message>
</context>
<context>
    <name>PersonPanel</name>
    <message>
        <source>Show in clear</source>
        <translation>查看明文</translation>
    </message>
    <message>
        <source>{count} more are not listed.</source>
        <translation>还有 {count} 人没有列出。</translation>
    </message>
    <message>
        <source>Nobody is registered here.</source>
        <translation>这里没有登记的人。</translation>
    </message>
    <message>
        <source>{age} years</source>
        <translation>{age} 岁</translation>
    </message>
    <message>
        <source>In clear for {seconds} s more. Esc masks.</source>
        <translation>明文再显示 {seconds} 秒，按 Esc 立即脱敏。</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>请选择理由</translation>
    </message>
    <message>
        <source>Why it is to be shown</source>
        <translation>查看明文的理由</translation>
    </message>
    <message>
        <source>People here</source>
        <translation>同户、同室的人</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生、年龄</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>{rooms} rooms</source>
        <translation>{rooms} 户</translation>
    </message>
    <message>
        <source>{rooms} rooms, {people} people</source>
        <translation>{rooms} 户，{people} 人</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>户号</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>Rooms there</source>
        <translation>楼盘表</translation>
    </message>
    <message>
        <source>Nobody else is registered in this household.</source>
        <translation>这一户没有登记别的人。</translation>
    </message>
</context>
<context>
    <name>PictureFile</name>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
</context>
<context>
    <name>PopulationPanel</name>
    <message>
        <source>Colour the &amp;map</source>
        <translation>在地图上着色(&amp;M)</translation>
    </message>
    <message>
        <source>Pu&amp;blish…</source>
        <translation>发布(&amp;B)…</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>正在统计……</translation>
    </message>
    <message>
        <source>Publish a release with the button above.</source>
        <translation>用上面的按钮发布一期。</translation>
    </message>
    <message>
        <source>A clerk who may read the residents publishes a release; then it is shown to everybody.</source>
        <translation>请能读居民资料的街道办事员发布一期，发布后人人可见。</translation>
    </message>
    <message>
        <source>No statistics of people were published yet.</source>
        <translation>还没有发布过人口统计。</translation>
    </message>
    <message>
        <source>Exact numbers, as of now. Not to be passed on.</source>
        <translation>现在的精确数，不要外传。</translation>
    </message>
    <message>
        <source>Rounded numbers, published {date}. “–” stands for fewer than ten, or what would tell them.</source>
        <translation>{date} 发布的近似数。“–”表示不足 10 人，或会由此推出不足 10 人的数。</translation>
    </message>
    <message>
        <source>Whole district</source>
        <translation>全区</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人口</translation>
    </message>
    <message>
        <source>Men</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Women</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>户数</translation>
    </message>
    <message>
        <source>Block {number} · {name}</source>
        <translation>小块 {number} · {name}</translation>
    </message>
    <message>
        <source>No community</source>
        <translation>（没有社区）</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>{least} and more</source>
        <translation>{least} 及以上</translation>
    </message>
    <message>
        <source>By community</source>
        <translation>按社区</translation>
    </message>
    <message>
        <source>By grid of 250 m</source>
        <translation>按 250 米格网</translation>
    </message>
    <message>
        <source>By grid of 500 m</source>
        <translation>按 500 米格网</translation>
    </message>
    <message>
        <source>By grid of 1 km</source>
        <translation>按 1 公里格网</translation>
    </message>
    <message>
        <source>By block</source>
        <translation>按小块</translation>
    </message>
    <message>
        <source>By age</source>
        <translation>按年龄</translation>
    </message>
    <message>
        <source>By sex</source>
        <translation>按性别</translation>
    </message>
    <message>
        <source>By year of moving in</source>
        <translation>按入住年份</translation>
    </message>
    <message>
        <source>By release</source>
        <translation>历次发布</translation>
    </message>
    <message>
        <source>What people are counted by</source>
        <translation>按什么统计人口</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Numbers of people</source>
        <translation>人口数</translation>
    </message>
    <message>
        <source>Legend of the map</source>
        <translation>地图图例</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>人口统计</translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Report for the community…</source>
        <translation>给社区的报告…</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Kept out</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Value, masked</source>
        <translation>内容（脱敏）</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{refused} rows are kept out and go back to the community; {doubled} stand twice.</source>
        <translation>退回社区 {refused} 行；表内重复 {doubled} 行。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>All reasons ({count})</source>
        <translation>全部原因（{count}）</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>{count} items are chosen: move, stretch, align them.</source>
        <translation>选中了 {count} 个要素：可以一起移动、缩放、对齐。</translation>
    </message>
    <message>
        <source>Choose something on the page to see what it is like.</source>
        <translation>在图上选中一个要素，这里显示它的属性。</translation>
    </message>
</context>
<context>
    <name>RadiusControl</name>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source> m</source>
        <translation> 米</translation>
    </message>
    <message>
        <source>Radius in metres</source>
        <translation>半径（米）</translation>
    </message>
    <message>
        <source>How far around the place is counted, {least} to {most} m</source>
        <translation>统计地点周围多大范围，{least} 至 {most} 米</translation>
    </message>
</context>
<context>
    <name>Ramps</name>
    <message>
        <source>blues</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>greens</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>oranges</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>热</translation>
    </message>
    <message>
        <source>greys</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>blue to red</source>
        <translation>蓝到红</translation>
    </message>
    <message>
        <source>brown to green</source>
        <translation>褐到绿</translation>
    </message>
</context>
<context>
    <name>RecipesButton</name>
    <message>
        <source>Recipes</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>All choices of an import, kept for next month&apos;s file</source>
        <translation>一次导入的全部选择，留给下个月的文件用</translation>
    </message>
    <message>
        <source>Use “{name}”</source>
        <translation>套用“{name}”</translation>
    </message>
    <message>
        <source>No recipe is kept yet</source>
        <translation>还没有保存方案</translation>
    </message>
    <message>
        <source>Keep the choices as a recipe…</source>
        <translation>把选择存为方案…</translation>
    </message>
    <message>
        <source>Keep the choices as a recipe… (after “Try”)</source>
        <translation>把选择存为方案…（先试导入）</translation>
    </message>
    <message>
        <source>Forget a recipe</source>
        <translation>删除方案</translation>
    </message>
    <message>
        <source>Taking the recipe {name}</source>
        <translation>正在套用方案 {name}</translation>
    </message>
    <message>
        <source>Keeping the recipe {name}</source>
        <translation>正在保存方案 {name}</translation>
    </message>
    <message>
        <source>The choices are kept as “{name}”.</source>
        <translation>选择已存为方案“{name}”。</translation>
    </message>
    <message>
        <source>Forgetting the recipe {name}</source>
        <translation>正在删除方案 {name}</translation>
    </message>
    <message>
        <source>Keep a recipe</source>
        <translation>存为方案</translation>
    </message>
    <message>
        <source>Name, such as the firm and the kind of data:</source>
        <translation>名称，例如单位和资料种类：</translation>
    </message>
    <message>
        <source>Forget “{name}”? What was imported by it stays.</source>
        <translation>删除方案“{name}”？按它导入的数据不受影响。</translation>
    </message>
    <message>
        <source>Use on another file</source>
        <translation>用于另一个文件</translation>
    </message>
</context>
<context>
    <name>RecoveryPaper</name>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print the key or write it down, then type its last group from the paper.</source>
        <translation>请打印或抄下密钥，再照着纸输入最后一组。</translation>
    </message>
    <message>
        <source>This key stands for all passwords: with it a clerk who has lost the password gets in again. It is shown only now and kept nowhere in the computer. Put the paper into a safe; do not photograph it, do not save it.</source>
        <translation>恢复密钥代替所有密码：办事员忘了密码，靠它才能再打开居民资料。它只在这里显示一次，电脑里不保存。请把纸锁进保险柜，不要拍照，不要存成文件。</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Last group of the key</source>
        <translation>密钥的最后一组</translation>
    </message>
</context>
<context>
    <name>References</name>
    <message>
        <source>CGCS2000, 3-degree zone, 111° E (Kangbashi)</source>
        <translation>CGCS2000 三度带 中央经线 111°（康巴什）</translation>
    </message>
    <message>
        <source>CGCS2000, 3-degree zone, 108° E</source>
        <translation>CGCS2000 三度带 中央经线 108°</translation>
    </message>
    <message>
        <source>CGCS2000, 3-degree zone, 114° E</source>
        <translation>CGCS2000 三度带 中央经线 114°</translation>
    </message>
    <message>
        <source>CGCS2000, 6-degree zone, 111° E</source>
        <translation>CGCS2000 六度带 中央经线 111°</translation>
    </message>
</context>
<context>
    <name>ReliefEditor</name>
    <message>
        <source>Colour {number}, from the lowest up</source>
        <translation>从低到高第 {number} 种颜色</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低处</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高处</translation>
    </message>
    <message>
        <source>Shadow</source>
        <translation>阴影</translation>
    </message>
    <message>
        <source>Light comes from</source>
        <translation>光的方位</translation>
    </message>
    <message>
        <source>Light&apos;s height</source>
        <translation>光的高度</translation>
    </message>
</context>
<context>
    <name>RepairsBox</name>
    <message>
        <source>Close lines to polygons</source>
        <translation>线闭合成面</translation>
    </message>
    <message>
        <source>Make shapes valid</source>
        <translation>修复自相交</translation>
    </message>
    <message>
        <source>Snap vertices</source>
        <translation>捕捉顶点</translation>
    </message>
    <message>
        <source>Merge slivers</source>
        <translation>并掉碎面</translation>
    </message>
    <message>
        <source>Split multi-parts</source>
        <translation>拆分多部分</translation>
    </message>
    <message>
        <source>Leave out duplicates</source>
        <translation>去掉重复行</translation>
    </message>
    <message>
        <source>Drop heights</source>
        <translation>舍去高程 Z/M</translation>
    </message>
    <message>
        <source>Preview repairs</source>
        <translation>预览修复</translation>
    </message>
    <message>
        <source>{title} ({count} found)</source>
        <translation>{title}（发现 {count} 处）</translation>
    </message>
    <message>
        <source>Tick what is to be mended, then look at it with “Preview repairs”. Nothing is written by that.</source>
        <translation>勾选要做的修复，再点“预览修复”看结果；预览什么都不写。</translation>
    </message>
    <message>
        <source>Choose a line to see it on the map: red before, green after.</source>
        <translation>选一行，在地图上看：红色是修复前，绿色是修复后。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Merged or left out</source>
        <translation>并入或去掉</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>拆出</translation>
    </message>
    <message>
        <source>Not mended</source>
        <translation>没能修复</translation>
    </message>
    <message>
        <source>Area before → after, m²</source>
        <translation>面积 前 → 后（平方米）</translation>
    </message>
    <message>
        <source>What the repairs do</source>
        <translation>修复的结果</translation>
    </message>
    <message>
        <source> m</source>
        <translation> 米</translation>
    </message>
    <message>
        <source>Leave out totals</source>
        <translation>去掉合计行</translation>
    </message>
    <message>
        <source>Totals are data</source>
        <translation>合计行也是数据</translation>
    </message>
    <message>
        <source>Leave out what is far away</source>
        <translation>去掉远在区外的</translation>
    </message>
    <message>
        <source>Keep what is far away</source>
        <translation>远在区外的照样导入</translation>
    </message>
    <message>
        <source>Areas are in mu</source>
        <translation>面积单位是亩</translation>
    </message>
    <message>
        <source>Areas are in hectares</source>
        <translation>面积单位是公顷</translation>
    </message>
    <message>
        <source>Keep areas as they are</source>
        <translation>面积照原样</translation>
    </message>
    <message>
        <source>Long numbers are right</source>
        <translation>长数字没有丢位</translation>
    </message>
    <message>
        <source>Keep heights</source>
        <translation>保留高程</translation>
    </message>
</context>
<context>
    <name>ReplaceDialog</name>
    <message>
        <source>Replace the workspace</source>
        <translation>替换工作区</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>“{workspace}” becomes what it was when this backup was made. The log and the accounts stay as they are now. No other window or program may have it open.</source>
        <translation>“{workspace}”变回做这份备份时的样子。日志和账户保持现在的。别的窗口和程序不能开着它。</translation>
    </message>
    <message>
        <source>What was changed after this backup may be lost</source>
        <translation>我知道：这份备份以后的修改会丢失</translation>
    </message>
    <message>
        <source>empty, unless the account has a second factor</source>
        <translation>没有设第二因素就留空</translation>
    </message>
    <message>
        <source>Password of {user}</source>
        <translation>{user}的密码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Imported into {theme}: {added} added, {replaced} replaced, {unchanged} unchanged.</source>
        <translation>已导入{theme}：新增 {added}，更新 {replaced}，未变 {unchanged}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{rows} rows were written to {path}.</source>
        <translation>已写出 {rows} 行：{path}</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>已重做：{what}</translation>
    </message>
    <message>
        <source>The workspace was checked: all is well.</source>
        <translation>工作区检查完毕，一切正常。</translation>
    </message>
    <message>
        <source>The workspace was checked</source>
        <translation>工作区检查结果</translation>
    </message>
    <message>
        <source>{count} of those replaced were recognised by their shape.</source>
        <translation>更新的行中有 {count} 行是按图形认出的。</translation>
    </message>
    <message>
        <source>{count} of them are kept without a place: found by name, not on the map.</source>
        <translation>其中未能定位 {count} 行：已保存，可以按名称查到，地图上不显示。</translation>
    </message>
    <message>
        <source>In {count} rows a value that is needed is missing, first in {rows}.</source>
        <translation>有 {count} 行缺少必填的值，最先是 {rows}。</translation>
    </message>
    <message>
        <source>Imported {files} files as one step: {added} added, {replaced} replaced, {unchanged} unchanged.</source>
        <translation>一步导入了 {files} 个文件：新增 {added}，更新 {replaced}，未变 {unchanged}。</translation>
    </message>
    <message>
        <source>{people} people were written to {path}; ledger {release}.</source>
        <translation>已写出 {people} 人：{path}（台账第 {release} 号）。</translation>
    </message>
</context>
<context>
    <name>ResetDialog</name>
    <message>
        <source>Reset the password of {name}</source>
        <translation>重设“{name}”的密码</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重设</translation>
    </message>
    <message>
        <source>The keys of the account change with it: a clerk has to be given the key again.</source>
        <translation>这个账户的密钥也随之更换：办事员要重新授予钥匙。</translation>
    </message>
</context>
<context>
    <name>ResidentImportDialog</name>
    <message>
        <source>Import residents</source>
        <translation>导入居民表</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>居民表</translation>
    </message>
    <message>
        <source>Tables ({suffixes})</source>
        <translation>表格 ({suffixes})</translation>
    </message>
    <message>
        <source>&amp;Look through</source>
        <translation>核对(&amp;L)</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; 上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next &gt;</source>
        <translation>下一步(&amp;N) &gt;</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>居民表(&amp;T)</translation>
    </message>
    <message>
        <source>Looking through {file}</source>
        <translation>正在核对 {file}</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>已停止，什么都没有写。</translation>
    </message>
    <message>
        <source>{file}: {added} residents added, {changed} changed, {refused} rows kept out</source>
        <translation>{file}：新增 {added} 人，更新 {changed} 人，退回 {refused} 行</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{name} report.html</source>
        <translation>{name} 核对报告.html</translation>
    </message>
    <message>
        <source>Report for the community</source>
        <translation>给社区的报告</translation>
    </message>
    <message>
        <source>Writing {file}</source>
        <translation>正在写 {file}</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写好：{file}</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Search results</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>What was understood, and by which rule this was found</source>
        <translation>读懂了什么，按哪条规则找到的</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清除记录</translation>
    </message>
    <message>
        <source>Forget what was found before in this workspace</source>
        <translation>清除这个工作区的查找记录</translation>
    </message>
</context>
<context>
    <name>RoadList</name>
    <message>
        <source>Road</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Roads inside</source>
        <translation>范围内的道路</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>（无名）</translation>
    </message>
</context>
<context>
    <name>RoleDialog</name>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Who is a clerk no longer loses the key; whoever becomes one is given it by a clerk.</source>
        <translation>不再是办事员的，钥匙随之作废；成为办事员的，由办事员授予钥匙。</translation>
    </message>
</context>
<context>
    <name>RoomsPanel</name>
    <message>
        <source>Reading the rooms …</source>
        <translation>正在读取户室……</translation>
    </message>
    <message>
        <source>Building {name}</source>
        <translation>{name}号楼</translation>
    </message>
    <message>
        <source>{title}: {rooms} rooms, {people} people, {empty} empty, {twice} registered twice</source>
        <translation>{title}：{rooms} 户，{people} 人，空户 {empty}，重号 {twice}</translation>
    </message>
    <message>
        <source>{title}: {rooms} rooms, {twice} registered twice. The people are not available to you.</source>
        <translation>{title}：{rooms} 户，重号 {twice}。您无权查看人数。</translation>
    </message>
    <message>
        <source>twice</source>
        <translation>重号</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} 人</translation>
    </message>
    <message>
        <source>{count} entities</source>
        <translation>{count} 家单位</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空户</translation>
    </message>
    <message>
        <source>Unit {name}</source>
        <translation>{name}单元</translation>
    </message>
    <message>
        <source>No unit</source>
        <translation>不分单元</translation>
    </message>
    <message>
        <source>Floor ?</source>
        <translation>楼层不明</translation>
    </message>
    <message>
        <source>Floor {number}</source>
        <translation>{number} 层</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Rooms, floors down and units across</source>
        <translation>户室，楼层从上到下，单元从左到右</translation>
    </message>
    <message>
        <source>Rooms of the building</source>
        <translation>楼盘表</translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>Change the key</source>
        <translation>换钥匙</translation>
    </message>
    <message>
        <source>All residents are encrypted anew; whoever had the old key cannot read them any more. Do this after a clerk has left. Older backups stay readable with the old key.</source>
        <translation>全部居民资料用新钥匙重新加密，只有旧钥匙的人再也读不了。办事员离岗后请换钥匙。以前的备份仍可用旧钥匙打开。</translation>
    </message>
    <message>
        <source>Make a new recovery key too; the paper so far is of no use then</source>
        <translation>同时换新的恢复密钥，旧的那张纸作废</translation>
    </message>
</context>
<context>
    <name>RowDialog</name>
    <message>
        <source>&amp;Form</source>
        <translation>属性(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>历史(&amp;H)</translation>
    </message>
    <message>
        <source>What was typed is not saved. Save it?</source>
        <translation>填写的内容还没有保存。要保存吗？</translation>
    </message>
    <message>
        <source>This row was deleted. Its history is kept.</source>
        <translation>这一行已删除；历史还在。</translation>
    </message>
    <message>
        <source>The row was changed meanwhile; it is shown as it is now.</source>
        <translation>这一行已被改过，显示的是现在的内容。</translation>
    </message>
    <message>
        <source>row {fid}</source>
        <translation>第 {fid} 行</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>out of {file}</source>
        <translation>来自 {file}</translation>
    </message>
    <message>
        <source>holds from {day}</source>
        <translation>{day} 起有效</translation>
    </message>
    <message>
        <source>The row before (Page Up)</source>
        <translation>上一行（Page Up）</translation>
    </message>
    <message>
        <source>The next row (Page Down)</source>
        <translation>下一行（Page Down）</translation>
    </message>
    <message>
        <source>Show on the &amp;map</source>
        <translation>在地图上显示(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>还原(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>RowForm</name>
    <message>
        <source>Has to be filled.</source>
        <translation>必填。</translation>
    </message>
    <message>
        <source>Personal fields are not shown here; clerks find them at Residents.</source>
        <translation>个人信息不在这里显示；办事员在居民查询里看。</translation>
    </message>
</context>
<context>
    <name>RowHistory</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>改了什么</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Out of the file</source>
        <translation>来源文件</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>&amp;Undo this change</source>
        <translation>撤销这次修改(&amp;U)</translation>
    </message>
    <message>
        <source>Show the shapes on the &amp;map</source>
        <translation>在地图上比较图形(&amp;M)</translation>
    </message>
    <message>
        <source>On the map: red before the change, green after it.</source>
        <translation>地图上：红色是修改前，绿色是修改后。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改变</translation>
    </message>
</context>
<context>
    <name>ScopeDialog</name>
    <message>
        <source>Communities</source>
        <translation>管辖社区</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Nothing was found for “{query}”.</source>
        <translation>没有找到“{query}”。可以只输入路名、小区名或单位名试试。</translation>
    </message>
    <message>
        <source>Address, road, compound, company …</source>
        <translation>地址、道路、小区、单位…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Type an address, a road, a compound, a company or a parcel (Ctrl+K or /)</source>
        <translation>输入地址、道路、小区、单位或宗地（Ctrl+K 或 /）</translation>
    </message>
    <message>
        <source>Searching … The first time after a change of many rows the index is built first.</source>
        <translation>正在查找……大量数据更新后的第一次，要先建立索引。</translation>
    </message>
</context>
<context>
    <name>SecondFactorDialog</name>
    <message>
        <source>Second factor</source>
        <translation>第二因素</translation>
    </message>
    <message>
        <source>Switch it on, or make a new secret</source>
        <translation>打开，或换一个新密钥</translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation>不再使用第二因素</translation>
    </message>
    <message>
        <source>With a second factor the log-in asks for six digits from an app on your phone too. It works offline. Switching it on shows a secret once: type it into the app.</source>
        <translation>打开第二因素以后，登录时还要输入手机验证器里的 6 位数字，不用联网。打开时会显示一次密钥，请把它输进手机上的验证器。</translation>
    </message>
    <message>
        <source>Secret of the second factor</source>
        <translation>第二因素的密钥</translation>
    </message>
    <message>
        <source>Type this secret into the app (time-based, six digits). It is not shown again. Try it at once:</source>
        <translation>把这个密钥输进验证器（基于时间，6 位）。它不会再显示。请马上试一次：</translation>
    </message>
    <message>
        <source>The second factor is off.</source>
        <translation>第二因素已关闭。</translation>
    </message>
    <message>
        <source>Lock with Ctrl+Shift+L and log in with a code. Where a phone is lost, the password is reset.</source>
        <translation>按 Ctrl+Shift+L 锁定，再用验证码登录。手机丢了，请安全管理员重设密码。</translation>
    </message>
</context>
<context>
    <name>SecondMap</name>
    <message>
        <source>Second map</source>
        <translation>第二幅地图</translation>
    </message>
    <message>
        <source>Move with the first map</source>
        <translation>与第一幅联动</translation>
    </message>
</context>
<context>
    <name>SecondSignature</name>
    <message>
        <source>Sign the log together</source>
        <translation>双人签名</translation>
    </message>
    <message>
        <source>A second administrator signs beside you; neither can forge the log alone.</source>
        <translation>第二位管理员和您一起签名；谁也不能单独伪造日志。</translation>
    </message>
    <message>
        <source>Account of the second person</source>
        <translation>第二个人的账户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>empty, unless the account has a second factor</source>
        <translation>没有第二因素的账户留空</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>One moment: the password is being tried …</source>
        <translation>请稍等，正在核对密码……</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SetupDialog</name>
    <message>
        <source>Make the first accounts</source>
        <translation>建立账户</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The accounts are made and the residents encrypted anew …</source>
        <translation>正在建立账户，并重新加密居民资料 …</translation>
    </message>
    <message>
        <source>Make the accounts</source>
        <translation>建立账户</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>{role}: a name and a password are missing.</source>
        <translation>{role}：请填账户名和密码。</translation>
    </message>
    <message>
        <source>{role}: the two passwords are not the same.</source>
        <translation>{role}：两次输入的密码不一样。</translation>
    </message>
    <message>
        <source>The accounts are made. From now on people log in here.</source>
        <translation>账户已建立，以后这里要登录。</translation>
    </message>
    <message>
        <source>Whoever can open this folder can read its residents so far. Four different people get the first accounts; afterwards only clerks can read residents. Each types a password of their own: at least 10 characters, three kinds, not the name.</source>
        <translation>现在谁能打开这个文件夹，谁就能读居民资料。先给四个不同的人建立账户，以后只有办事员能读居民资料。请各人自己输入密码：至少 10 个字符，大写、小写、数字、其他符号里至少三类，不含账户名。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>The residents are encrypted anew</source>
        <translation>正在重新加密居民资料</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Drag the rectangle, or press where you want to look</source>
        <translation>拖动方框，或单击想看的地方</translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <source>Bringing the indexes up to date</source>
        <translation>更新索引</translation>
    </message>
    <message>
        <source>Preparing the map</source>
        <translation>准备地图</translation>
    </message>
</context>
<context>
    <name>SimpleEditor</name>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>边线</translation>
    </message>
    <message>
        <source>Outline width (mm)</source>
        <translation>边线宽（毫米）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>crossed</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>dots</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Hatch</source>
        <translation>花纹</translation>
    </message>
    <message>
        <source>Hatch colour</source>
        <translation>花纹颜色</translation>
    </message>
    <message>
        <source>Hatch angle (°)</source>
        <translation>花纹角度（°）</translation>
    </message>
    <message>
        <source>Hatch spacing (mm)</source>
        <translation>花纹间距（毫米）</translation>
    </message>
    <message>
        <source>Hatch width (mm)</source>
        <translation>花纹线宽（毫米）</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Width (mm)</source>
        <translation>宽（毫米）</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>外边</translation>
    </message>
    <message>
        <source>Edge width (mm)</source>
        <translation>外边宽（毫米）</translation>
    </message>
    <message>
        <source>Width on the ground (m)</source>
        <translation>实地宽度（米）</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>在末端</translation>
    </message>
    <message>
        <source>along the line</source>
        <translation>沿线</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Size (mm)</source>
        <translation>大小（毫米）</translation>
    </message>
    <message>
        <source>Turn (°)</source>
        <translation>转角（°）</translation>
    </message>
    <message>
        <source>circle</source>
        <translation>圆</translation>
    </message>
    <message>
        <source>square</source>
        <translation>方</translation>
    </message>
    <message>
        <source>diamond</source>
        <translation>菱形</translation>
    </message>
    <message>
        <source>triangle</source>
        <translation>三角</translation>
    </message>
    <message>
        <source>star</source>
        <translation>五角星</translation>
    </message>
    <message>
        <source>cross</source>
        <translation>十字</translation>
    </message>
    <message>
        <source>pentagon</source>
        <translation>五边形</translation>
    </message>
    <message>
        <source>valve</source>
        <translation>阀门</translation>
    </message>
    <message>
        <source>hydrant</source>
        <translation>消火栓</translation>
    </message>
    <message>
        <source>manhole</source>
        <translation>检查井</translation>
    </message>
    <message>
        <source>tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>lamp</source>
        <translation>路灯</translation>
    </message>
    <message>
        <source>school</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>parking</source>
        <translation>停车场</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>旗</translation>
    </message>
    <message>
        <source>solid; or lengths such as 3 1</source>
        <translation>实线；或写长度，例如 3 1</translation>
    </message>
    <message>
        <source>Lengths in millimetres: drawn, left out, drawn, left out …</source>
        <translation>毫米长度：画、空、画、空……</translation>
    </message>
    <message>
        <source>Dashes (mm)</source>
        <translation>虚线（毫米）</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Kangbashi GIS Workstation</source>
        <translation>康巴什 GIS 工作站</translation>
    </message>
    <message>
        <source>Type an address and see the roads, people, companies and parcel around it.</source>
        <translation>输入一个地址，周围的道路、人口、法人和宗地一目了然。</translation>
    </message>
    <message>
        <source>Open the sample district</source>
        <translation>打开示例城区</translation>
    </message>
    <message>
        <source>A made-up district to try everything with</source>
        <translation>虚构的城区，用来熟悉各项功能</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>A folder with the data of your district</source>
        <translation>存放您辖区数据的文件夹</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>新建工作区</translation>
    </message>
    <message>
        <source>Begin empty, then import your files</source>
        <translation>从空白开始，再导入您的数据文件</translation>
    </message>
    <message>
        <source>Recent workspaces</source>
        <translation>最近的工作区</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>East and north in metres</source>
        <translation>东、北坐标（米）</translation>
    </message>
    <message>
        <source>Longitude and latitude in degrees (CGCS2000)</source>
        <translation>经度、纬度（CGCS2000）</translation>
    </message>
    <message>
        <source>Read-only copy</source>
        <translation>只读副本</translation>
    </message>
    <message>
        <source>The workspace lies on a network or read-only medium; you see a local copy that cannot be changed.</source>
        <translation>工作区位于网络或只读介质上；现在打开的是本机副本，不能修改。</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop this work; nothing is changed</source>
        <translation>停止这项工作，不会改动任何内容</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Scale of the map; type one, such as 2000</source>
        <translation>地图比例尺，可直接输入，如 2000</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>已选 {count}</translation>
    </message>
    <message>
        <source>Rotation of the map</source>
        <translation>地图的旋转角</translation>
    </message>
    <message>
        <source>By how many degrees the map is turned clockwise; 0 is north up</source>
        <translation>地图顺时针转了多少度；0 是上北</translation>
    </message>
</context>
<context>
    <name>StyleDialog</name>
    <message>
        <source>Style of {layer}</source>
        <translation>{layer}的样式</translation>
    </message>
    <message>
        <source>Kept. In QGIS it will differ: {what}</source>
        <translation>已存。在 QGIS 里会不同：{what}</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已存。</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>multiply</source>
        <translation>正片叠底</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>滤色</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Blending</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>From the scale</source>
        <translation>从比例尺</translation>
    </message>
    <message>
        <source>Up to the scale</source>
        <translation>到比例尺</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>As the layer comes</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>From a file (QML, SLD)…</source>
        <translation>读入样式文件（QML、SLD）…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>存成文件…</translation>
    </message>
    <message>
        <source>Earlier styles</source>
        <translation>以前的样式</translation>
    </message>
    <message>
        <source>This layer has no numbers to make classes of.</source>
        <translation>这个图层没有可以分级的数字。</translation>
    </message>
    <message>
        <source>Who may not edit can try a style, but not keep it.</source>
        <translation>没有编辑权限：可以试样式，不能存。</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Style from a file</source>
        <translation>读入样式文件</translation>
    </message>
    <message>
        <source>Not carried over: {what}</source>
        <translation>没有带过来：{what}</translation>
    </message>
    <message>
        <source>Save the style</source>
        <translation>存样式</translation>
    </message>
    <message>
        <source>Saved. Not carried over: {what}</source>
        <translation>已存。没有带过去：{what}</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已存。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Standard styles</source>
        <translation>标准样式</translation>
    </message>
</context>
<context>
    <name>SymbolEditor</name>
    <message>
        <source>Classify</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删去</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>one symbol</source>
        <translation>单一符号</translation>
    </message>
    <message>
        <source>by value</source>
        <translation>按值</translation>
    </message>
    <message>
        <source>by class of a number</source>
        <translation>按数值分级</translation>
    </message>
    <message>
        <source>by rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>size by a number</source>
        <translation>大小随数值</translation>
    </message>
    <message>
        <source>heat map</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>groups of points</source>
        <translation>聚合</translation>
    </message>
    <message>
        <source>natural breaks</source>
        <translation>自然断点</translation>
    </message>
    <message>
        <source>equal counts</source>
        <translation>等数量</translation>
    </message>
    <message>
        <source>equal steps</source>
        <translation>等间隔</translation>
    </message>
    <message>
        <source>(each point counts once)</source>
        <translation>（每个点算一次）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>分级方法</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色带</translation>
    </message>
    <message>
        <source>The marker of a group:</source>
        <translation>聚合的符号：</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
</context>
<context>
    <name>TableMenus</name>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Number of the row, or what stands in “{field}”:</source>
        <translation>行号，或“{field}”里的内容：</translation>
    </message>
    <message>
        <source>No row that is shown has this.</source>
        <translation>显示的行里没有。</translation>
    </message>
    <message>
        <source>Export what the table shows</source>
        <translation>导出表格显示的内容</translation>
    </message>
    <message>
        <source>Zoom to</source>
        <translation>缩放到</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Go to a row or value…</source>
        <translation>转到行或值…</translation>
    </message>
    <message>
        <source>Select all shown</source>
        <translation>全选显示的行</translation>
    </message>
    <message>
        <source>Clear filters and sorting</source>
        <translation>清除筛选和排序</translation>
    </message>
    <message>
        <source>Export what is shown…</source>
        <translation>导出显示的内容…</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Statistics and histogram…</source>
        <translation>统计和直方图…</translation>
    </message>
    <message>
        <source>Group by this column…</source>
        <translation>按这一列分组…</translation>
    </message>
    <message>
        <source>Freeze up to this column</source>
        <translation>冻结到这一列</translation>
    </message>
    <message>
        <source>Freeze no column</source>
        <translation>取消冻结</translation>
    </message>
    <message>
        <source>Hide the column</source>
        <translation>隐藏这一列</translation>
    </message>
    <message>
        <source>Show all columns</source>
        <translation>显示所有列</translation>
    </message>
    <message>
        <source>Form and history…</source>
        <translation>表单与历史…</translation>
    </message>
    <message>
        <source>Chart of this column</source>
        <translation>这一列的统计图</translation>
    </message>
</context>
<context>
    <name>TablePanel</name>
    <message>
        <source>Attribute table</source>
        <translation>属性表</translation>
    </message>
    <message>
        <source>No workspace is open.</source>
        <translation>没有打开工作区。</translation>
    </message>
    <message>
        <source>There are no rows of this theme yet: import some.</source>
        <translation>这个专题还没有数据，请先导入。</translation>
    </message>
    <message>
        <source>No row fits. Change the filters, or clear them.</source>
        <translation>没有符合的行。请改筛选，或清除筛选。</translation>
    </message>
    <message>
        <source>{shown} of {all} rows · {chosen} selected</source>
        <translation>显示 {shown} / {all} 行 · 选中 {chosen}</translation>
    </message>
    <message>
        <source>Looking through the rows… {percent} %</source>
        <translation>正在查找…… {percent} %</translation>
    </message>
</context>
<context>
    <name>TableTelling</name>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空值</translation>
    </message>
    <message>
        <source>Different values</source>
        <translation>不同的值</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Cells of another kind</source>
        <translation>类型不符的格</translation>
    </message>
    <message>
        <source>Common</source>
        <translation>常见</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Importing {file}</source>
        <translation>导入 {file}</translation>
    </message>
    <message>
        <source>Exporting {file}</source>
        <translation>导出 {file}</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redoing</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>绘制地图</translation>
    </message>
    <message>
        <source>The map was saved as {file}.</source>
        <translation>地图已保存为 {file}。</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>下次启动时切换语言。 / The language changes at the next start.</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Checking the workspace</source>
        <translation>检查工作区</translation>
    </message>
    <message>
        <source>Copy the workspace to</source>
        <translation>把工作区复制到</translation>
    </message>
    <message>
        <source>Copying the workspace</source>
        <translation>复制工作区</translation>
    </message>
    <message>
        <source>The workspace was copied to {folder}.</source>
        <translation>工作区已复制到 {folder}。</translation>
    </message>
    <message>
        <source>Remembering the choice</source>
        <translation>正在记住选择</translation>
    </message>
    <message>
        <source>Finding the addresses of {file}</source>
        <translation>正在匹配 {file} 的地址</translation>
    </message>
    <message>
        <source>Looking into {count} files</source>
        <translation>正在检查 {count} 个文件</translation>
    </message>
    <message>
        <source>Describing {file}</source>
        <translation>正在填写目录：{file}</translation>
    </message>
    <message>
        <source>Publishing the statistics</source>
        <translation>正在发布人口统计</translation>
    </message>
    <message>
        <source>Release {number} of the statistics is published: {blocks} blocks.</source>
        <translation>第 {number} 期人口统计已发布：{blocks} 个小块。</translation>
    </message>
    <message>
        <source>The project was saved as {file}.</source>
        <translation>工程已存为 {file}。</translation>
    </message>
    <message>
        <source>Restoring {folder}</source>
        <translation>正在恢复{folder}</translation>
    </message>
    <message>
        <source>Writing the sheet</source>
        <translation>正在出图</translation>
    </message>
    <message>
        <source>The sheet was written: {file}</source>
        <translation>图纸已输出：{file}</translation>
    </message>
    <message>
        <source>Writing sheets</source>
        <translation>正在成批出图</translation>
    </message>
    <message>
        <source>{written} sheets were written into {folder}; {skipped} were there.</source>
        <translation>已出图 {written} 张，放在 {folder}；另有 {skipped} 张已有。</translation>
    </message>
</context>
<context>
    <name>TellingDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Themes</name>
    <message>
        <source>None ticked: those that are shown anyway</source>
        <translation>一个都不勾：按地图显示的</translation>
    </message>
</context>
<context>
    <name>TrialBox</name>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Without a place</source>
        <translation>未定位</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>缺必填值</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>“Try” goes through the whole import of all ticked files and writes nothing: here is then what changes.</source>
        <translation>“试导入”把勾选的文件从头到尾走一遍，什么都不写；这里列出会改什么。</translation>
    </message>
    <message>
        <source>Tried, nothing was written.</source>
        <translation>试导入完成，什么都没有写。</translation>
    </message>
    <message>
        <source>Imported as one step.</source>
        <translation>已作为一步导入。</translation>
    </message>
    <message>
        <source> {count} files are refused.</source>
        <translation>有 {count} 个文件不能导入。</translation>
    </message>
    <message>
        <source> On the map: new green, changed blue, gone red.</source>
        <translation>地图上：新增绿色，更新蓝色，消失红色。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>Refused because</source>
        <translation>不能导入的原因</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>What the import does with each file</source>
        <translation>导入对每个文件做什么</translation>
    </message>
    <message>
        <source>Rows that change</source>
        <translation>有变化的行</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>{field} (personal) changes</source>
        <translation>{field}（个人信息）变</translation>
    </message>
    <message>
        <source>its shape changes</source>
        <translation>图形变</translation>
    </message>
    <message>
        <source>Delete rows that are gone</source>
        <translation>删除消失的行</translation>
    </message>
    <message>
        <source>Rows of an earlier file of the same name that are not in it any more; else they stay</source>
        <translation>上次从同名文件导入、这次文件里已没有的行；不勾选就保留</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>It replaces “{name}”</source>
        <translation>它是“{name}”的新版</translation>
    </message>
    <message>
        <source>What came from that file and is not in this one is then gone</source>
        <translation>那个文件里有、这里没有的行就算作消失</translation>
    </message>
    <message>
        <source> Import these first: {names} are placed by them, and are tried afterwards.</source>
        <translation> 请先导入这些：{names} 要靠它们定位，导入以后再试。</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>{number} km</source>
        <translation>{number} 公里</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} 米</translation>
    </message>
    <message>
        <source>{number} ha</source>
        <translation>{number} 公顷</translation>
    </message>
    <message>
        <source>{number} m²</source>
        <translation>{number} 平方米</translation>
    </message>
    <message>
        <source>E {x}  N {y}</source>
        <translation>东 {x}  北 {y}</translation>
    </message>
</context>
<context>
    <name>UserButton</name>
    <message>
        <source>User: {user}</source>
        <translation>用户：{user}</translation>
    </message>
    <message>
        <source>No accounts</source>
        <translation>没有账户</translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>whole district</source>
        <translation>全区</translation>
    </message>
    <message>
        <source>{count} communities</source>
        <translation>{count} 个社区</translation>
    </message>
    <message>
        <source>Whoever can open this folder may do everything and can read its people.</source>
        <translation>谁能打开这个文件夹，谁就能做任何事，也能读居民资料。</translation>
    </message>
    <message>
        <source>May: {what}</source>
        <translation>可以：{what}</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Understood</source>
        <translation>读懂了</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>没有读懂</translation>
    </message>
    <message>
        <source>The rule</source>
        <translation>用的规则</translation>
    </message>
    <message>
        <source>The best answers, and how well each fits (100 is best)</source>
        <translation>最好的结果及其得分（100 为最好）</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Why this was found</source>
        <translation>为什么是这个结果</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Names of fields, with commas between; nothing for all</source>
        <translation>字段名，用逗号分开；不写为全部</translation>
    </message>
</context>
</TS>
