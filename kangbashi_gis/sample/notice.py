"""Says in the folder itself, in Chinese and English, that everything in it is made up."""

from pathlib import Path

from kangbashi_gis.sample.scales import Scale

NAME = "说明.txt"
TEXT = """示例城区（虚构数据）
====================

这个文件夹里的一切都是程序编造的：道路、河流、地块、建筑、地址、人口、法人，没有一样来自现实，不能用于任何实际工作。
与真实的人、单位、小区、道路名称相同之处纯属巧合。

* 范围落在康巴什区的真实范围之内（{county}），坐标系为 CGCS2000 三度带，中央经线 111°（EPSG:4546）；
  GeoJSON 文件为经纬度。
* {names}
  街道名称和代码取自 modood/Administrative-divisions-of-China（WTFPL），社区名称取自 JioNLP（Apache-2.0）；
  社区代码没有现成来源，是编造的；所有界线都是编造的。
* 公民身份号码和统一社会信用代码使用并不存在的县级代码 150699，校验位正确；因此不会与任何真实的人或单位重合。
* 电话一律以 10069 开头，共 11 位。手机号以 13–19 开头，区号以 0 开头，所以这样的号码不属于任何人。
* 历史地名（康巴什新区、伊克昭盟等）的起止日期只准到年份。
* 文件编码：宗地、建筑物为 GBK；土地利用为 UTF-8；CSV 为 GB18030（含基本平面以外的生僻字）。
* 文件清单和导入顺序见 清单.json。重新生成：python -m kangbashi_gis.sample 文件夹 --scale {scale}

Made-up sample district
=======================
Everything in this folder is invented by a program: no road, parcel, address, person or company in it is real.
Any likeness is chance. Names of street offices and communities are real ones (sources above), their boundaries are not.
Numbers of people and organisations use county code 150699, which does not exist; phones begin with 10069, which is
neither a mobile nor an area code. Coordinates: EPSG:4546, GeoJSON in degrees. Do not use for any real purpose.
"""
ONE = "区划名称用真实名称。"
MANY = "共 {districts} 个并排的城区：第一个用真实区划名称和代码，其余的名称和代码（150630 起）都是编造的，并不存在。"


def write(folder: Path, size: Scale) -> None:
    """Put the notice into the folder."""
    several = size.districts > 1
    text = TEXT.format(
        county="东经 109.61°–110.03°，北纬 39.51°–39.76°" if not several else "第一个城区；其余向东、向北依次排列",
        names=MANY.format(districts=size.districts) if several else ONE,
        scale=size.name,
    )
    (folder / NAME).write_text(text, encoding="utf-8-sig", newline="\r\n")
