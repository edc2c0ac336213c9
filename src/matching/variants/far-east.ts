/** Chinese names by pinyin, older spelling and Cantonese; Vietnamese, Korean, Filipino, Tamil and Thai. */
export const farEast = `
abinaya abhinaya
angelo anghelo
arun aroon
bui buy
chan chen tan
chen chan
cheng zheng cheang
chiang jiang
chien qian
chin qin
cho jo
cho zhuo
choi choe
chu zhu
fung feng
gao kao ko
giang jiang
gowsika kowsika
guo kuo kwok
hao how
haoran haoyan
harini hariny
ho he hoh
hoang huang hoan
hsieh xie tse
hsu xu hui
hua wah
huang wong hwang
huynh hwynh huyn
hwang whang
hyun hyeon hyung
janani jananie
jathusan jathushan
jhon john
jhun jun
jia chia ka
jiahao chiahao
jian chien kin
jiayi chiayi
jie chieh kit
jihoon jihun
jimin chimin
jin kam
jiwoo jiwu jiu
jiyeon jiyun
jomar jhomar
joon jun
joven jhoven
jun chun
jung jeong chung joung
junseo joonseo
kahei kahay
kai kei
kajan gajan
kang gang
kim gim
kirushan krishan
kong gong kung
kristel crystel
krizelle crizelle
kwon gwon
lam lin lim
lau liu low lao
law luo lo
lee li lie lei
lee yi rhee
leung liang leong
li lei
lim im rim
lok le
long lung
lu lo luk
lui lei lv
luxshan lakshan
ma mah
man wen
mei mui
minjun minjoon
minseo minsuh
mo mok
ng wu huang eng
ngoc ngok
nguyen nguyn ngyuen nguyan nguen nuyen nygen
nhi nhy
niroshan nirosan
nitharsan nitharshan
ong wang
park pak bak
pham fam
phan fan
phuc fuc
phuong fuong phung
ping peng
piranavan pranavan
princess prinses
qi chi
qing ching
qiu chiu yau
quynh quyn
rhea rea
ryu yoo yu
seo suh
seojun seojoon
seoyeon seoyoun
sheryl cheryl
shi shih sze
shin sin
sinthuja sindhuja
siu xiao hsiao
somchai somchay
song soong
sooyoung suyoung
sun suen soon
sungmin seongmin
szeto situ
tam tan
tang teng deng
tang tong
thanushan dhanushan
tharshan darshan
thi thy
thuy thui
tian tin
tien tyen
tong tang
tran trann tr
trinh trin
tsai cai choi
tsang chang
tsang zeng tseng
tszching tszqing
tszhei tszhey
tszyan tszyau
tuan tuann
viet vyet
vithushan vidushan
vu vo
wei wai
wong wang huang
wu ng woo
xi hsi
xia hsia
xiang hsiang
xin hsin
xing hsing
xinyi hsinyi
xinyue hsinyueh
xiu hsiu
xue hsueh
yan yen
yang yeung yeo
yao yiu
yathei yathay
yathusan yadhushan
ye yip yeh ip
yee yi
yen ien
yong yung weng
yoon yun
youngho yongho
yu yue
yuan yuen
yue yueh
yung rong
yutong yuton
yuxuan yuhsuan
zhang cheung chang
zhao chiu chao
zhen chen
zhi chih
zhong chung
zhou chow chau
zi tzu tsz
zihan tzuhan
zixuan tszhin tzuhsuan
`
