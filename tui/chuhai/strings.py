"""Every word that the interface says, in both languages."""

from __future__ import annotations

from chuhai.i18n import Lang, Words

_TABLE = """
app.name | chuhai | chuhai
app.tagline | Strategy explorer for cross-border social commerce | 跨境社交电商策略手册

section.trends | Trends | 趋势
section.events | Timeline | 时间线
section.lineage | Lineage | 传承
section.platforms | Platforms | 平台
section.markets | Markets | 市场
section.article | Article check | 文章核对
section.tactics | Tactics | 打法
section.festivals | Festivals | 节点
section.guides | Guides | 开店指南
section.checklist | Checklist | 清单
section.presets | Presets | 预设方案
section.glossary | Glossary | 术语表
group.explore | EXPLORE | 探索
group.plan | PLAN | 规划

facet.market | Market | 市场
facet.region | Region | 区域
facet.platform | Platform | 平台
facet.kind | Kind | 类型
facet.stance | Stance | 态度
facet.goal | Goal | 目标
facet.status | Status | 状态
facet.verdict | Verdict | 结论

region.southeast-asia | SE Asia | 东南亚
region.japan-korea | JP · KR | 日韩
region.europe | Europe | 欧洲
region.north-america | N America | 北美
region.latin-america | LatAm | 拉美
region.middle-east-africa | MEA | 中东非
region.south-asia | S Asia | 南亚
region.oceania | Oceania | 大洋洲
region.cis | CIS | 独联体
region.china | China | 中国

stance.go | Go | 主攻
stance.test | Test | 试点
stance.watch | Watch | 观望
stance.avoid | Avoid | 回避
stance.no-data | No data | 无数据

verdict.confirmed | Held | 应验
verdict.mixed | Partly | 半对
verdict.failed | Missed | 落空
verdict.open | Open | 未定
verdict.right | Right | 属实
verdict.imprecise | Imprecise | 不准
verdict.wrong | Wrong | 有误
verdict.not-checkable | Uncheckable | 无法核实

goal.reach | Reach | 触达
goal.conversion | Conversion | 转化
goal.retention | Retention | 复购
goal.operations | Operations | 运营
goal.compliance | Compliance | 合规

status.active | Active | 运营中
status.limited | Limited | 受限
status.closed | Closed | 已关停
status.historical | Historical | 历史
status.thrives | Thrives | 做大
status.niche | Niche | 小众
status.open | Open | 未定

kind.social | Social | 社交
kind.messaging | Messaging | 聊天
kind.short-video | Short video | 短视频
kind.live | Live | 直播
kind.marketplace | Marketplace | 电商平台
kind.storefront | Storefront | 独立站
kind.group-buying | Group buying | 拼团
kind.classified | Classified | 二手分类
kind.launch | Launch | 上线
kind.acquisition | Acquisition | 收购
kind.clone | Clone | 模仿
kind.market-entry | Market entry | 进入市场
kind.milestone | Milestone | 里程碑
kind.regulation | Regulation | 监管
kind.shutdown | Shutdown | 关停
kind.exit | Exit | 退出
kind.stated | Stated | 自己承认
kind.reported | Reported | 他人指出
kind.own | Own export | 自家出海
kind.parallel | Parallel | 同期出现
kind.disputed | Disputed | 有争议
kind.demand | Demand | 消费节点
kind.closure | Closure | 停工停运

source.official | official | 官方
source.statistics | statistics | 统计
source.survey | survey | 调查
source.press | press | 媒体
source.vendor | vendor | 厂商
source.portal | portal | 行业站
source.community | community | 社区

certainty.announced | announced | 已公布
certainty.rule | by rule | 按规则
certainty.expected | expected | 预计

confidence.checked | checked | 已核对
confidence.recalled | recalled, not checked | 凭记忆，未核对
stale | stale: {months} months old, limit {limit} | 过期：已 {months} 个月，上限 {limit} 个月
side.for | for | 支持
side.against | against | 反对
place.origin | at origin | 国内
place.market | in the market | 当地
days | {n} days | {n} 天
day-before | D-{n} | D-{n}
day-after | D+{n} | D+{n}
day-zero | D-day | D日
as-of | as of {date} | 截至 {date}
effective | in force {date} | {date} 生效
undated | undated | 未注明日期
judgement | our judgement | 自行判断
no-address | no address | 无网址

head.thesis | The 2022 thesis | 2022 年的判断
head.hindsight | With hindsight, late 2026 | 2026 年末回看
head.evidence-2022 | Evidence then | 当年的证据
head.evidence-2026 | Evidence now | 现在的证据
head.stances | Stance by market | 各市场态度
head.disputes | Sources disagree | 来源有分歧
head.drivers | Drivers | 驱动因素
head.risks | Risks | 风险
head.kpis | What to measure | 关键指标
head.do-next | Do next | 下一步
head.summary | In short | 一句话
head.steps | Steps | 步骤
head.breaks | When it breaks | 何时失效
head.pitfalls | Pitfalls | 常见坑
head.facts | Facts | 事实
head.costs | Prices | 价格
head.prerequisites | Comes after | 前置打法
head.brief | In short | 一句话
head.audience | Audience | 用户
head.entry | Entry requirements | 入驻要求
head.fees | Fees | 费用
head.abilities | Sells inside the app | 站内电商能力
head.operation | Operation | 运营
head.note | Note | 备注
head.guides | Guides | 开店指南
head.about | About | 概况
head.topic-population | Population | 人口
head.topic-internet | Internet users | 网民
head.topic-social | Social media users | 社媒用户
head.topic-ecommerce | E-commerce | 电商
head.topic-platform | Platforms | 平台
head.topic-payment | Payment | 支付
head.topic-logistics | Logistics | 物流
head.topic-rule | Rules | 规则
head.topic-culture | Culture | 文化
head.topic-other | Other figures | 其他数据
head.tactics | Tactics that fit | 适合的打法
head.documents | Documents | 材料
head.platform | Platform | 平台
head.what-happened | What happened | 发生了什么
head.article-says | The article of 2022 says | 2022 年的文章说
head.record-says | The record says | 核对结果
head.copied | What was copied | 学了什么
head.events | Events | 相关事件
head.meaning | Meaning | 含义
head.aliases | Also called | 又称
head.sources | Sources | 来源
head.dates | Dates | 日期

field.effort | Effort | 工作量
field.cost-level | Cost | 成本
field.time-to-result | Result after | 见效
field.lead-time | Lead time | 提前期
field.platforms | Platforms | 平台
field.benchmark | Benchmark | 参考值
field.advantage | Advantage | 优势
field.status | Status | 状态
field.markets | Markets | 市场
field.owner | Owner | 所属公司
field.launched | Launched | 上线
field.in-app-checkout | Checkout | 站内成交
field.live-shopping | Live | 直播
field.affiliate | Affiliate | 联盟分销
field.shop-tab | Shop tab | 货架
field.logistics | Logistics | 物流
field.payout | Payout | 回款
field.categories | Sells well | 热销类目
field.site | Site | 网站
field.currency | Currency | 货币
field.languages | Languages | 语言
field.time-zones | Time zones | 时区
field.duration | Lasts | 持续
field.selling-window | Selling window | 销售期
field.figures | Figures | 数据
field.actors | Actors | 相关方
field.note | Note | 备注
field.record | Record | 核对
field.says | Its value | 原文数值
field.origin | Original | 原型
field.origin-year | Since | 始于
field.copy | Copy | 仿者
field.copy-year | Copied in | 仿于
field.lag | Lag | 时差
field.outcome-year | Seen until | 观察至

search.hint | Search trends, markets, tactics… | 搜索趋势、市场、打法…
count.of | {n} of {all} | {n} / {all} 条
empty.title | Nothing matches | 没有匹配的条目
empty.hint | Try fewer filters, or search the other language. | 试试减少筛选，或用另一种语言搜索。
empty.elsewhere | Found in: {where} | 其他栏目中有：{where}
empty.section | Nothing here yet | 这里还没有内容
empty.section-hint | The content has no cards of this kind. | 内容包里没有这类卡片。
empty.list | Your checklist is empty | 清单还是空的
empty.list-hint | Open a tactic and press a to add its steps, or press n to type an item. | 打开一个打法按 a 加入步骤，或按 n 手动添加。
next.title | NEXT FESTIVAL | 下一节点
next.in-days | in {n} days | 还有 {n} 天
next.today | today | 就在今天
next.running | on now | 进行中
next.due | {late} late · {soon} due soon | {late} 逾期 · {soon} 将到期
theme.dark | dark | 深色
theme.light | light | 浅色
problems | {n} faults in the content: chuhai check | 内容有 {n} 处错误：chuhai check
too-small | chuhai needs 60×16; this window is {size}. | chuhai 需要 60×16，当前窗口为 {size}。

key.search | Search | 搜索
key.add | Add | 加入清单
key.copy | Copy | 复制
key.lang | 中/EN | EN/中
key.theme | Theme | 明暗
key.quit | Quit | 退出
key.help | Help | 帮助
key.palette | Commands | 命令
key.facets | Filter | 筛选
key.clear | Clear | 清除
key.toggle | Toggle | 勾选
key.exclude | Exclude | 排除
key.open | Open | 打开
key.back | Back | 返回
key.undo | Undo | 撤销
key.redo | Redo | 重做
key.source | Open source | 打开来源
key.edit | Edit | 编辑
key.editor | Edit note in $EDITOR | 用 $EDITOR 编辑备注
key.export | Export | 导出
key.tick | Done | 完成
key.new-item | New item | 新任务
key.new-list | New list | 新清单
key.drop | Drop | 放弃
key.remove | Remove | 移除
key.anchor | Move anchor | 改节点
key.next-pane | Next pane | 下一区域
key.previous-pane | Previous pane | 上一区域
key.down | Down | 下移
key.up | Up | 上移
key.top | First | 到开头
key.bottom | Last | 到末尾
key.page-down | Page down | 下翻
key.page-up | Page up | 上翻
key.left | Left | 左
key.right | Right | 右
key.section | Section {n} | 第 {n} 栏
key.copy-filter | Copy filter | 复制筛选
key.history-back | Back in history | 后退
key.history-forward | Forward in history | 前进
key.go-to | Go to {name} | 前往{name}
key.confirm | Confirm | 确定
help.title | Keys | 按键
help.move | MOVE | 移动
help.find | FIND | 查找
help.act | ACT | 操作
help.app | APP | 应用
help.note | Keys can be changed in keys.toml in {folder} | 按键可在 {folder} 的 keys.toml 中修改
palette.hint | A command, or the name of a card | 命令，或卡片名称
palette.empty | No command or card by this name | 没有这个命令或卡片

pick.list | Add to which list? | 加入哪个清单？
pick.market | For which market? | 面向哪个市场？
pick.anchor | Planned backward from which festival or date? | 从哪个节点或日期倒排？
pick.anchor-hint | Type to filter, or a date such as 2027-11-11 | 输入筛选，或输入日期如 2027-11-11
pick.hint | Type to filter | 输入筛选
pick.new-list | New list | 新建清单
pick.source | Open in the browser | 在浏览器打开
pick.export | Export the checklist as | 导出清单为
pick.status | Status | 状态
pick.field | What to change? | 修改哪一项？
pick.priority | Priority | 优先级
pick.facet | Filter | 筛选
pick.preset | Start from which plan? | 从哪个方案开始？
pick.nothing | nothing, an empty list | 空清单
prompt.item | New item | 新任务
prompt.item-hint | What is to be done? | 要做什么？
prompt.owner | Owner | 负责人
prompt.note | Note | 备注
prompt.due | Due: a date, or days before the anchor such as -28d | 截止：日期，或节点前天数如 -28d
prompt.tags | Tags, separated by spaces | 标签，用空格分开
prompt.days | Duration in days | 所需天数
prompt.name | Name of the list | 清单名称
prompt.why | Why is it dropped? | 为什么放弃？
prompt.waiting | Waiting on whom? | 在等谁？
prompt.text | Text | 内容
date.plain | Date {date} | 日期 {date}

item.todo | To do | 待办
item.doing | Doing | 进行中
item.waiting | Waiting | 等待
item.done | Done | 完成
item.dropped | Dropped | 放弃
item.status | Status | 状态
item.text | Text | 内容
item.owner | Owner | 负责人
item.priority | Priority | 优先级
item.note | Note | 备注
item.due | Due | 截止
item.tags | Tags | 标签
item.days | Duration | 工期
item.start | Start | 开始
item.slack | Slack | 余量
item.needs | Waits for | 前置任务
item.from | From | 来自
item.gone | no longer in the content | 内容中已不存在
item.late | {n} days late | 逾期 {n} 天
item.due-in | in {n} days | {n} 天后
item.due-today | today | 今天
item.no-date | no date | 无日期
item.slack-left | {n} days | {n} 天
item.slack-short | {n} days short | 缺 {n} 天
list.target | target {name}, {n} days left | 目标 {name}，还有 {n} 天
list.passed | target {name}, passed | 目标 {name}，已过
list.no-anchor | no target date | 未设目标日期
list.done | done | 已完成
list.late | late | 逾期
list.soon | due in 7 days | 7 天内到期
list.tasks | Task | 任务
list.backward | planned backward | 从节点倒排
list.today | today | 今天

toast.added | Added {n} to {list}, first due {date}. u undoes it. | 已加入 {n} 项到「{list}」，最早 {date} 到期。u 可撤销。
toast.added-some | Added {n} to {list}; {old} were there already. u undoes it. | 已加入 {n} 项到「{list}」，{old} 项原已存在。u 可撤销。
toast.there | It is on {list} already; it is selected now. | 「{list}」里已有，已为你选中。
toast.undone | Undone: {what}. U does it again. | 已撤销：{what}。U 可重做。
toast.redone | Done again: {what}. | 已重做：{what}。
toast.no-undo | Nothing to undo. | 没有可撤销的操作。
toast.no-redo | Nothing to do again. | 没有可重做的操作。
toast.copied | Sent to the clipboard: {what} | 已送到剪贴板：{what}
toast.nothing-to-copy | Nothing to copy here. | 这里没有可复制的内容。
toast.no-source | No source with an address here. | 这里没有带网址的来源。
toast.opened | Opened in the browser: {url} | 已在浏览器打开：{url}
toast.exported | Written to {path} | 已写入 {path}
toast.nothing-to-add | Nothing here goes on a checklist. Steps, tactics, guides and festivals do. | 这里没有能加入清单的内容。步骤、打法、指南和节点可以加入。
toast.saved-not | Not saved: {why} | 未保存：{why}
toast.refused | Not accepted: {why} | 不接受：{why}
toast.no-editor | Set $EDITOR to edit in your editor. | 请设置 $EDITOR 后再编辑。
toast.editor-failed | The editor ended with an error; nothing was changed. | 编辑器出错退出，未做改动。
toast.settings | settings.json could not be read; defaults are used. | settings.json 无法读取，已用默认设置。
toast.damage | The checklist file has {n} damaged lines; the rest is here. | 清单文件有 {n} 行损坏，其余都在。
toast.read-only | The checklist cannot be written: {why} | 清单无法写入：{why}
toast.changed | Another window changed the checklist. | 另一个窗口改动了清单。
toast.keys | keys.toml, line {line}: {why} | keys.toml 第 {line} 行：{why}

step.add-items | adding items | 加入任务
step.tick | ticking | 勾选
step.edit | editing | 编辑
step.new-list | a new list | 新建清单
step.rename-list | renaming a list | 重命名清单
step.remove-list | removing a list | 移除清单
step.set-anchor | moving the anchor | 改节点
step.set-active | choosing a list | 切换清单
step.drop | dropping | 放弃任务
step.restore | restoring | 恢复任务
step.remove-items | removing items | 移除任务

welcome.title | Welcome to chuhai | 欢迎使用 chuhai
welcome.text | Decide which market, which platform, which tactic, by when. | 去哪个市场、上哪个平台、用什么打法、什么时候动手，在这里定。
welcome.lang | 中/EN switches the language | 切换中英文
welcome.theme | light or dark | 切换明暗
welcome.search | searches everything, also in pinyin | 搜索全部内容，支持拼音
welcome.add | puts a tactic on your checklist | 把打法加入清单
welcome.help | shows all keys | 查看全部按键
welcome.dismiss | enter or esc to begin | 按 enter 或 esc 开始

export.title | Checklist | 清单
export.anchor | Anchor | 目标节点
export.progress | Progress | 进度
export.written | Written by chuhai {version}, content {content}, {date}. Not legal advice. | 由 chuhai {version} 生成，内容版本 {content}，{date}。不构成法律意见。
"""


def _read(table: str) -> dict[str, Words]:
    found = {}
    for line in table.splitlines():
        if line:
            key, en, zh = line.split(" | ")
            found[key] = Words(en, zh)
    return found


STRINGS = _read(_TABLE)
"""The words by key; `{name}` in them stands for what `t` is given."""


def t(key: str, lang: Lang, **values: object) -> str:
    """The words of a key in a language, with the values put in."""
    text = STRINGS[key].in_lang(lang)
    return text.format(**values) if values else text


def named(prefix: str, code: str, lang: Lang) -> str:
    """The name of a code of a closed vocabulary, such as `stance` and `go`."""
    words = STRINGS.get(f"{prefix}.{code}")
    return words.in_lang(lang) if words else code
