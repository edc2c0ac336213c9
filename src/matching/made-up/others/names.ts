// Names for the makers of this folder. None is from a public set; the long tail is put together from halves.

import { type Pool, pool } from './chance.ts'

const words = (text: string) => text.trim().split(/\s+/)

const starts =
  words(`ash birch black brad bram brook burn cald carl clay cran dal dun east elm fair farn green hal har hart
  hather hazel hol kirk lang lin lock mar mel mill north oak pem pres rad red rush shel stan stock sut thorn wake wal west
  whit win wood york ald bar bent blen cop cot dray ever frod gar gras hen ips kel led mor nor ott pick ran sel tar up wad`)
const ends =
  words(`bridge brook burn bury by combe cott croft den don field ford gate ham hurst land leigh ley low man mere
  more ridge shaw stead ston ton wall ward water well wick wood worth thorpe dale`)

/** Some two thousand surnames put together from halves: no one is common. */
export const rareSurnames: readonly string[] = starts.flatMap((start, i) =>
  ends.map((_, j) => start + ends[(i * 7 + j) % ends.length]),
)

const settlers =
  words(`smith jones nguyen williams brown wilson taylor johnson white martin anderson thompson ryan walker
  campbell thomas harris lee kelly king clarke robinson mitchell hall murphy evans roberts wright jackson green murray
  stewart hughes morris cooper turner watson young hill kennedy morgan phillips webb reid allen bell edwards davis dixon
  webster coulthard ebert hannah clarkson matthews burgess lowe goldsworthy mcneil chandler rudd pascoe bishop noble
  dolan heerey nassar varga zilm kowalczyk papas georgiou mcinerney farrugia vella schembri dimitriou nowak wieland`)

export const settlerSurnames: Pool = pool([...settlers, ...rareSurnames], 0.85, 6)

export const settlerForenames = {
  F: pool(
    words(`emily jessica georgia sophie chloe isabella olivia lara hannah grace amelia ella caitlin holly lucy alannah
      charlotte madison imogen zoe kiandra tahlia bethany brianna jasmine ebony teagan claudia mia keely erin eliza
      natasha stephanie samantha rebecca lauren molly alyssa abbey sienna phoebe paige ruby lily katelyn courtney nicole
      kirra indiana bronte tegan shanaye marlee jorja gabrielle rosie sarah amber freya miranda freda mavis joyce enid
      beryl norma shirley dulcie thelma gwenda lorraine heather noeline kerry sharon leanne raelene`),
    0.7,
  ),
  M: pool(
    words(`joshua thomas jack james lachlan william benjamin nicholas matthew daniel samuel liam harrison connor jacob
      ethan mitchell alexander cooper jayden dylan luke isaac max oliver riley zachary noah ryan hayden kai angus bailey
      flynn lewis callum joel blake tyler xavier hamish finn jordan declan sebastian aidan brodie marcus kane patrick
      reuben toby jett taj beau travis bradley keith neville bruce trevor noel clive ernest wally barry graeme ross
      desmond merv alf lindsay murray colin darryl craig wayne brett shane scott rodney`),
    0.7,
  ),
}

export const settlerStreets: readonly string[] = words(
  `wattle acacia banksia macquarie hindmarsh flinders lonsdale gladstone kurrajong bunya jarrah tallara yarra murrum dampier
   bligh hume parkes chifley curtin scullin forrest barton deakin lyons fysh gordon wentworth lawson paterson kendall
   gilmore darby moorhouse heagney burkitt namatjira stirling chisholm casey pennington dunlop`,
).flatMap(name =>
  words('street road avenue crescent place court drive circuit close').map(kind => `${name} ${kind}`),
)

export const settlerProperties: readonly string[] = words(
  `rosedale glenview wirrabilla kurrawa fairlight hillcrest glenroy belmont mooreland tara ashgrove wyuna inverleigh`,
).flatMap(name => [name, `${name} village`, `${name} park`, `the ${name}`])

/** Suburb, postcode and state that belong together. */
export const suburbs: readonly { town: string; postcode: string; state: string }[] = (() => {
  const states = [
    ['nsw', 2000],
    ['vic', 3000],
    ['qld', 4000],
    ['sa_', 5000],
    ['wa_', 6000],
    ['tas', 7000],
    ['nth', 800],
  ] as const
  const firsts = words(`mount port glen point lake upper lower new king cape`)
  const lasts = words(
    `barker adare gambar hollis warra tarwin orrin dandera bellar wonga corinda belgrove ryder mallow toora`,
  )
  return firsts.flatMap((first, i) =>
    lasts.map((last, j) => {
      const [state, from] = states[(i * 5 + j * 3) % states.length]!
      return {
        town: `${first} ${last}`,
        state,
        postcode: String(from + ((i * 61 + j * 17) % 199) * 5).padStart(4, '0'),
      }
    }),
  )
})()

/** Historical people: few forenames, most of them shared; the short form some records have. */
export const oldForenames = {
  M: pool(
    words(`john william thomas george james henry robert charles edward richard joseph samuel david francis alexander
      frederick arthur walter peter daniel benjamin andrew hugh alfred philip edmund herbert nathaniel ralph isaac
      patrick matthew augustus horace ambrose gilbert simon lawrence roger humphrey jeremiah stephen archibald cuthbert
      percy ernest harold leonard sidney reginald cecil algernon tobias barnaby ezra silas`),
    1.05,
    2,
  ),
  F: pool(
    words(`mary elizabeth anne jane sarah margaret catherine frances charlotte harriet emily caroline eleanor dorothy
      alice maria louisa ellen emma martha susannah hannah isabella florence edith agnes constance beatrice winifred
      henrietta georgiana rebecca rachel grace lucy amelia sophia matilda lydia phoebe millicent adelaide`),
    1.05,
    2,
  ),
}

export const shortForms: Readonly<Record<string, readonly string[]>> = {
  john: ['jack', 'jno'],
  william: ['will', 'bill', 'wm', 'billy'],
  thomas: ['tom', 'thos'],
  james: ['jim', 'jas', 'jimmy'],
  henry: ['harry', 'hy'],
  robert: ['bob', 'robt', 'bobby'],
  charles: ['charlie', 'chas'],
  edward: ['ned', 'ted', 'edwd'],
  richard: ['dick', 'richd'],
  joseph: ['joe', 'jos'],
  samuel: ['sam', 'saml'],
  david: ['dai', 'dave'],
  francis: ['frank'],
  alexander: ['alec', 'sandy', 'alexr'],
  frederick: ['fred', 'fredk'],
  walter: ['wat', 'wally'],
  daniel: ['dan'],
  benjamin: ['ben', 'benj'],
  andrew: ['drew'],
  alfred: ['alf'],
  philip: ['phil'],
  nathaniel: ['nat'],
  lawrence: ['larry'],
  mary: ['molly', 'polly'],
  elizabeth: ['eliza', 'bess', 'betty', 'lizzie'],
  anne: ['annie', 'nancy'],
  jane: ['jenny'],
  sarah: ['sally', 'sadie'],
  margaret: ['peggy', 'maggie', 'meg'],
  catherine: ['kate', 'kitty'],
  frances: ['fanny'],
  charlotte: ['lottie'],
  harriet: ['hattie'],
  eleanor: ['nell', 'ellie'],
  dorothy: ['dolly', 'dot'],
  martha: ['patty'],
  susannah: ['susan', 'sukey'],
  florence: ['flo', 'florrie'],
  isabella: ['bella'],
  rebecca: ['becky'],
  matilda: ['tilly'],
}

export const oldSurnames: Pool = pool(
  [
    ...words(`smith jones williams brown taylor davies wilson evans thomas johnson roberts walker wright robinson
      thompson white hughes edwards green hall wood harris lewis martin jackson clarke turner hill cooper ward morris
      moore scott allen mitchell bell parker bennett cook carter palmer stone hunt fox gray mason webb barnes knight
      campbell stewart murray grant gordon fraser macdonald hamilton douglas russell cavendish howard percy stanley
      fitzgerald o'brien butler de-courcy montagu seymour villiers pelham pitt`),
    ...rareSurnames.filter((_, i) => i % 2 === 0),
  ],
  0.8,
  8,
)

/** Birthplaces with a made-up postcode district each (no district begins with Q, V or X). */
export const birthplaces: Pool = pool(
  words(`london edinburgh liverpool dublin manchester glasgow birmingham bristol leeds sheffield bath york exeter norwich
    oxford cambridge cork cardiff belfast aberdeen plymouth hull leicester nottingham derby portsmouth southampton
    swansea dundee brighton worcester gloucester chester lincoln durham canterbury ipswich preston bolton bradford
    halifax huddersfield stockport wigan oldham rochdale perth inverness stirling paisley greenock limerick galway
    calcutta madras bombay paris rome boston philadelphia toronto sydney melbourne kingston cape-town`).map(
    town => town.replace('-', ' '),
  ),
  1.1,
  1.5,
)

/** Surnames and forenames of pupils by where a family's names come from; `here` is what an office makes of a forename. */
export type Origin = {
  name: string
  share: number
  surnames: Pool
  F: Pool
  M: Pool
  here: Readonly<Record<string, string>>
  /** The mother's and daughters' ending where it differs. */
  daughters?: readonly [RegExp, string]
}

export const origins: readonly Origin[] = [
  {
    name: 'English',
    share: 0.58,
    surnames: pool(
      [
        ...words(`smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker white
          roberts green hall wood jackson clarke clark harrison scott cooper morris moore ward king watson baker turner
          hill morgan allen price bennett griffiths carter richardson shaw collins marshall bailey cox hughes rees pugh
          gallagher o'connor mcdonald mckenzie o'neill kavanagh dunne lister sugden ogden tattersall entwistle
          pickles ramsbottom oldroyd haigh battye`),
        ...rareSurnames.filter((_, i) => i % 2 === 1),
      ],
      0.8,
      5,
    ),
    F: pool(
      words(`olivia amelia isla ava ivy freya lily florence mia willow rosie sophia isabella grace daisy sienna poppy elsie
        emily ella evelyn phoebe evie charlotte harper millie matilda maya sofia emilia isabelle eliza luna ada orla
        aurora thea penelope robyn darcie maisie violet lyra nancy ottilie mabel bonnie zara niamh saoirse seren cerys
        lily-mae ellie-may lily-rose gracie-lou amelia-rose kayleigh demi-leigh skye summer autumn meadow clementine
        beatrix cordelia imogen tabitha philippa`),
      0.75,
    ),
    M: pool(
      words(`noah oliver george leo theo oscar arthur archie luca jack freddie theodore harry finley jude alfie henry
        charlie thomas tommy albie teddy elijah roman rory arlo ezra reuben louie rowan hunter sonny otis lucas ralph
        jaxon kit oisin cian rhys dylan macsen tyler-james alfie-joe bobby-lee jayden kayden reggie ronnie frankie
        stanley wilfred rupert barnaby monty caspian felix rafferty cuthbert percy`),
      0.75,
    ),
    here: {},
  },
  {
    name: 'Tamil and Malayali',
    share: 0.06,
    surnames: pool(
      words(`selvarajah sivakumar ramanathan thangarajah kandasamy subramaniam nadarajah kugathasan mahendran jeyakumar
        balasubramaniam rajendran nair menon thomas varghese kurian mathew george joseph pillai iyer krishnan`),
      0.6,
    ),
    F: pool(
      words(
        `abinaya kavya tharshika anjali meera dharshini nila lakshmi sahana keerthana aarthi nithya janani divya`,
      ),
      0.5,
    ),
    M: pool(
      words(
        `arjun kavin tharun abishek vishnu pranav rohan dinesh karthik nithin sanjay aaran vithuran akshay`,
      ),
      0.5,
    ),
    here: {
      subramaniam: 'sam',
      abishek: 'abi',
      tharshika: 'tara',
      nithin: 'nathan',
      rohan: 'rowan',
      aaran: 'aaron',
    },
  },
  {
    name: 'Nepali',
    share: 0.04,
    surnames: pool(
      words(`gurung rai thapa limbu magar tamang shrestha pun adhikari karki khadka basnet poudel`),
      1,
      1,
    ),
    F: pool(
      words(`aarohi prasiddhi sneha asmita pratiksha anusha binita sabina rejina alisha manisha srijana`),
      0.5,
    ),
    M: pool(words(`aayush bibek prabin suraj nischal roshan kiran dipesh sandesh milan anish bishal`), 0.5),
    here: { aayush: 'ayush', bibek: 'vivek', bishal: 'vishal' },
  },
  {
    name: 'Somali and Eritrean',
    share: 0.07,
    surnames: pool(
      words(`ali mohamed ahmed hassan abdi omar farah hussein yusuf jama warsame nur osman ibrahim tesfay
        ghebremedhin berhane haile habtemariam abdullahi adan aden isse`),
      1,
      1,
    ),
    F: pool(
      words(
        `amina hodan ifrah sagal fadumo hibo khadija asha ayaan sumaya maryan zamzam naima selam rahel feven`,
      ),
      0.7,
    ),
    M: pool(
      words(
        `mohamed abdirahman ahmed ayanle liban yahya hamza zakariya ismail bilal guled abdullahi yonas filmon`,
      ),
      0.9,
      1,
    ),
    here: {
      mohamed: 'mohammed',
      fadumo: 'fatima',
      khadija: 'khadijah',
      abdirahman: 'abdul',
      zakariya: 'zak',
      maryan: 'maryam',
    },
  },
  {
    name: 'Kurdish, Persian and Afghan',
    share: 0.06,
    surnames: pool(
      words(`ahmadi karimi rahimi hosseini mohammadi rezaei amiri noori sharifi yousefi azizi safi stanikzai
        kakar barzani talabani rasul qadir aziz rostami moradi`),
      0.7,
    ),
    F: pool(
      words(`zahra fatemeh sara parisa maryam nazanin shilan hevin rojin lana setayesh hadia zainab`),
      0.6,
    ),
    M: pool(
      words(`ali mohammad amir reza hossein mehdi diyar hiwa rawand yasin farhad omid navid ahmad`),
      0.7,
    ),
    here: {
      fatemeh: 'fatima',
      mohammad: 'mo',
      hossein: 'hussain',
      mehdi: 'mahdi',
      yasin: 'yaseen',
      ahmad: 'ahmed',
    },
  },
  {
    name: 'Hungarian and Slovak Roma',
    share: 0.05,
    surnames: pool(
      words(`horvath horvathova lakatos balog balogova pusztai farkas nagy szabo varga molnar dunka gaborova
        ginova zigova bandy conka tancosova toth olah`),
      0.9,
      1,
    ),
    F: pool(
      words(`viktoria vanesa kristina dominika erzsebet katalin zsofia natalia klaudia ivana lenka agnes`),
      0.6,
    ),
    M: pool(
      words(`patrik denis jozef marek lukas istvan laszlo janos kevin rikardo dominik erik gyorgy zoltan`),
      0.6,
    ),
    here: {
      jozef: 'joseph',
      lukas: 'lucas',
      istvan: 'steven',
      janos: 'john',
      erzsebet: 'elizabeth',
      katalin: 'kate',
      gyorgy: 'george',
      zsofia: 'sophie',
    },
    daughters: [/ova$/, ''],
  },
  {
    name: 'Ukrainian, Bulgarian and Lithuanian',
    share: 0.05,
    surnames: pool(
      words(`shevchenko kovalenko bondarenko melnyk tkachenko ivanov dimitrov georgiev petrov nikolov
        kazlauskas petrauskas jankauskas stankevicius kravchuk lysenko hryhorenko`),
      0.6,
    ),
    F: pool(
      words(
        `oleksandra kateryna anastasiia yuliia mariia viktoriia gabriela teodora ugne gabija sofiia daryna`,
      ),
      0.6,
    ),
    M: pool(
      words(`oleksandr dmytro maksym andrii mykola georgi aleksandar dimitar lukas matas dovydas yevhenii`),
      0.6,
    ),
    here: {
      oleksandr: 'alex',
      mykola: 'nicholas',
      andrii: 'andrew',
      maksym: 'max',
      kateryna: 'kate',
      georgi: 'george',
      dmytro: 'dimitri',
      mariia: 'maria',
      sofiia: 'sophia',
      yuliia: 'julia',
    },
  },
  {
    name: 'Spanish and Latin American',
    share: 0.04,
    surnames: pool(
      words(`garcia rodriguez martinez lopez gonzalez perez sanchez ramirez torres flores quispe mamani restrepo
        ospina zambrano`).flatMap((a, i, all) => [
        a,
        `${a} ${all[(i * 4 + 1) % all.length]}`,
        `${a} ${all[(i * 7 + 2) % all.length]}`,
      ]),
      0.4,
    ),
    F: pool(
      words(`valentina camila luciana isabella mariana ximena daniela sofia antonella maria-jose guadalupe`),
      0.6,
    ),
    M: pool(
      words(`santiago mateo sebastian alejandro diego juan-pablo thiago emiliano jose-luis nicolas samuel`),
      0.6,
    ),
    here: {
      alejandro: 'alex',
      'juan-pablo': 'juan',
      'jose-luis': 'jose',
      'maria-jose': 'maria',
      diego: 'james',
      mateo: 'matthew',
    },
  },
  {
    name: 'Korean, Japanese and Filipino',
    share: 0.05,
    surnames: pool(
      words(`kim lee park choi jung kang cho yoon tanaka suzuki sato watanabe delacruz reyes santos bautista
        ocampo garcia mendoza villanueva`),
      0.8,
      1,
    ),
    F: pool(
      words(`seo-yeon ji-woo ha-eun min-seo yuki sakura hana aoi angelica princess althea jasmine`),
      0.5,
    ),
    M: pool(
      words(`min-jun ji-ho seo-jun do-yun haruto sota ren john-paul mark-anthony jericho angelo joshua`),
      0.5,
    ),
    here: {
      'min-jun': 'jun',
      'ji-woo': 'jiwoo',
      'seo-yeon': 'sally',
      'john-paul': 'jp',
      'ha-eun': 'hannah',
      haruto: 'harry',
    },
  },
]

export const englishStreets: readonly string[] = words(
  `station church mill victoria school park queen's king's grange manor highfield albert george springfield the-green
   elm beech sycamore chestnut laurel poplar whitegate bankside moorside clough tenter`,
).flatMap(name =>
  words('road street lane avenue close drive terrace gardens').map(
    kind => `${name.replace('-', ' ')} ${kind}`,
  ),
)

export const englishTowns: readonly string[] = words(
  `aldersfield brackenby cotherstone dunsley eastmere fallowdale garthwaite holmbridge ingerthorpe kelderwick`,
)

/** "queen's road" as "Queen's Road". */
export const capitals = (text: string): string => text.replace(/(^|[\s-])\p{L}/gu, sign => sign.toUpperCase())
