"""Words that many themes share: column names as people really write them."""

COMMUNITY = ("社区", "社区名称", "所属社区", "居委会", "community", "sq", "sqmc")
STREET = ("街道", "街道办", "街道名称", "所属街道", "乡镇街道", "street_office", "jd", "jdmc")
CODE = ("编码", "代码", "编号", "code", "bm", "bh", "id_code")
NAME = ("名称", "名字", "name", "mc")
DATE = ("日期", "登记日期", "date", "rq")
ADDRESS = ("地址", "标准地址", "详细地址", "全称", "address", "location", "dz", "dzmc")
