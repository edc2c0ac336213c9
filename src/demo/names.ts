/**
 * Names from many places, put together by chance: nobody here exists. Each origin carries the codes that
 * a school would record for a family from there.
 */
export type Origin = {
  name: string
  /** How many families of a hundred. */
  share: number
  girls: readonly string[]
  boys: readonly string[]
  surnames: readonly string[]
  ethnicity: readonly string[]
  language: string
}

const list = (words: string): readonly string[] => words.split(' ')

export const origins: readonly Origin[] = [
  {
    name: 'British',
    share: 52,
    girls: list(
      'Olivia Amelia Isla Ava Freya Lily Florence Willow Rosie Sophia Evie Poppy Grace Daisy Harper Matilda Phoebe Ellie Ruby Maisie Esme Harriet Alice Beatrix Eleanor Martha Tabitha Imogen Lottie Robyn Skye Heidi Bonnie Hattie Orla Nancy Ada Clara Edith Mabel',
    ),
    boys: list(
      'Oliver George Noah Arthur Harry Leo Jack Charlie Freddie Alfie Theo Archie Henry Oscar Thomas Joshua Reuben Toby Jude Elliot Finley Albie Ralph Rory Ellis Stanley Sonny Dexter Jasper Rowan Felix Ezra Barnaby Hugo Kit Laurie Monty Otis Wilfred Zac',
    ),
    surnames: list(
      'Ashdown Barlow Birchall Braithwaite Carrick Chadwick Copley Cranshaw Dearden Denholm Eastwood Fairhurst Fenwick Garside Gledhill Hallam Hargreave Hartley Haworth Hebden Holroyd Ingham Jagger Kershaw Lockwood Lumb Marsden Naylor Oldroyd Pickles Priestley Ramsden Rushworth Shackleton Stansfield Sutcliffe Thackray Tordoff Uttley Varley Wadsworth Whiteley Winterbottom Yeadon Smith-Hollins Barker-Lyle Cole-Drummond',
    ),
    ethnicity: ['WBRI'],
    language: 'ENG',
  },
  {
    name: 'Irish',
    share: 4,
    girls: list('Aoife Saoirse Niamh Ciara Róisín Tiarna Clodagh Gráinne Sinéad Fiadh Éabha Caoimhe'),
    boys: list('Oisín Cillian Fionn Tadhg Cormac Eoin Darragh Ruairí Conor Lorcán Donnacha Cian'),
    surnames: [
      ...list(
        "O'Hallin O'Meara O'Dowd McGarvin McKillen Brannigan Cullinane Fallon Garrity Hanrahan Keaveney",
      ),
      ...['Ó Briain', 'Mac Giolla', "D'Arcy"],
    ],
    ethnicity: ['WIRI', 'WBRI', 'WIRT'],
    language: 'ENG',
  },
  {
    name: 'Pakistani',
    share: 9,
    girls: list(
      'Aisha Zainab Maryam Hafsa Amina Sana Iqra Areeba Laiba Noor Mahnoor Zoya Hania Anaya Inaya Rabia',
    ),
    boys: list(
      'Muhammad Ibrahim Yusuf Hamza Bilal Zayn Ayaan Rayyan Danyal Haris Musa Subhan Ismail Umar Zakariya Adil',
    ),
    surnames: list(
      'Khan Hussain Malik Iqbal Akhtar Mahmood Shah Mirza Qureshi Raja Butt Chaudhry Bhatti Sharif Aslam Zaman',
    ),
    ethnicity: ['APKN'],
    language: 'URD',
  },
  {
    name: 'Indian',
    share: 5,
    girls: list('Anaya Diya Priya Meera Kavya Riya Simran Jasleen Harleen Ishani Tara Nisha Pooja Anushka'),
    boys: list('Arjun Rohan Vihaan Aarav Kiran Dev Harjit Gurdeep Jaspreet Nikhil Rahul Sanjay Aditya Veer'),
    surnames: list(
      'Patel Sharma Singh Kaur Mistry Desai Joshi Nair Reddy Iyer Gill Sandhu Dhillon Parmar Solanki Menon',
    ),
    ethnicity: ['AIND'],
    language: 'PNJ',
  },
  {
    name: 'Bangladeshi',
    share: 3,
    girls: list('Fariha Nusrat Tasnim Sumaiya Jannat Mahira Raisa Samiya Tahmina Nadia'),
    boys: list('Tanvir Rafi Nayeem Shakil Tahmid Imran Sadiq Mahin Fahim Rashed'),
    surnames: list('Rahman Begum Uddin Miah Choudhury Alam Islam Hoque Sarker Talukdar'),
    ethnicity: ['ABAN'],
    language: 'BEN',
  },
  {
    name: 'Polish',
    share: 5,
    girls: list('Zuzanna Julia Maja Hanna Zofia Lena Alicja Oliwia Natalia Wiktoria Kornelia Łucja'),
    boys: list('Jakub Antoni Szymon Filip Kacper Mikołaj Wojciech Michał Adam Piotr Łukasz Bartosz'),
    surnames: list(
      'Nowak Kowal Wiśniewska-Hart Zając Mazur Krawczyk Pawlak Żak Gołąb Sikora Wrona Dudek Lisiecki',
    ),
    ethnicity: ['WOTH'],
    language: 'POL',
  },
  {
    name: 'Romanian',
    share: 4,
    girls: list('Ioana Andreea Elena Sofia Maria Daria Bianca Raluca Ștefania Crina'),
    boys: list('Andrei Ștefan Matei Luca David Ioan Radu Mihai Vlad Cristian'),
    surnames: list('Popescu Ionescu Dumitru Stan Marin Lupu Rusu Munteanu Țurcanu Florea Bălan'),
    ethnicity: ['WOTH', 'WROM'],
    language: 'RMN',
  },
  {
    name: 'Nigerian',
    share: 4,
    girls: list('Adaeze Chiamaka Ifeoma Temitope Folake Amarachi Zara Ngozi Simisola Omotara'),
    boys: list('Chidi Emeka Tobi Ayodele Oluwaseun Kelechi Ikenna Femi Damilola Uche'),
    surnames: list('Okafor Adeyemi Eze Balogun Nwosu Ogunleye Afolabi Chukwu Obi Bankole Olawale'),
    ethnicity: ['BAFR'],
    language: 'YOR',
  },
  {
    name: 'Somali',
    share: 2,
    girls: list('Hodan Ayaan Ifrah Sagal Ubah Nasra Hamdi Idil'),
    boys: list('Abdirahman Guled Liban Mahad Zakaria Yahya Khalid Sharmarke'),
    surnames: list('Warsame Abdi Farah Hersi Jama Nur Dirie Gedi Osman'),
    ethnicity: ['BAFR'],
    language: 'SOM',
  },
  {
    name: 'Caribbean',
    share: 3,
    girls: list('Shanice Kiara Aaliyah Jada Tianna Naomi Ebony Renée'),
    boys: list('Tyrell Jayden Malachi Kymani Isaiah Dante Marlon Andre'),
    surnames: list('Campbell Grant Brathwaite Pinnock Delroy Hinds Beckford Gayle Lashley'),
    ethnicity: ['BCRB', 'MWBC'],
    language: 'ENG',
  },
  {
    name: 'Arabic',
    share: 3,
    girls: list('Layla Yasmin Salma Rania Huda Lina Amal Dina Farah'),
    boys: list('Omar Karim Tariq Samir Youssef Faisal Hadi Anas Jamal'),
    surnames: [
      ...list('Al-Hassan Haddad Nasser Saleh Mansour Khalil Darwish Aziz'),
      'El Amrani',
      'Bin Tariq',
    ],
    ethnicity: ['OOTH'],
    language: 'ARA',
  },
  {
    name: 'Chinese',
    share: 2,
    girls: list('Mei Xinyi Yuting Jia Wen Anqi Lanying'),
    boys: list('Wei Haoran Zihan Junjie Yichen Ming Bolin'),
    surnames: list('Li Wang Zhang Chen Liu Huang Zhao Wu Lam Cheung'),
    ethnicity: ['CHNE'],
    language: 'CHI',
  },
  {
    name: 'Ukrainian',
    share: 1,
    girls: list('Sofiia Anastasiia Daryna Solomiia Kateryna'),
    boys: list('Maksym Artem Danylo Oleksandr Bohdan'),
    surnames: list('Shevchuk Kovalenko Bondar Melnyk Tkachenko Lysenko'),
    ethnicity: ['WOTH'],
    language: 'UKR',
  },
  {
    name: 'Turkish',
    share: 1,
    girls: list('Ayşe Elif Zeynep Defne Melis'),
    boys: list('Emre Kerem Mehmet Ozan Yiğit'),
    surnames: list('Yılmaz Demir Kaya Çelik Şahin Aydın'),
    ethnicity: ['WOTH'],
    language: 'TUR',
  },
  {
    name: 'Vietnamese',
    share: 1,
    girls: list('Linh Ngọc Thảo Mai Hương'),
    boys: list('Minh Đức Tuấn Khoa Long'),
    surnames: list('Nguyễn Trần Phạm Lê Đặng'),
    ethnicity: ['AOTH'],
    language: 'VIE',
  },
  {
    name: 'Iberian and Latin',
    share: 1,
    girls: list('Lucía Sofía Inês Beatriz Valentina'),
    boys: list('Mateo José Tomás João Santiago'),
    surnames: [...list('García Fernandes Moreira Castillo Núñez'), 'de la Cruz', 'dos Santos'],
    ethnicity: ['WOTH'],
    language: 'SPA',
  },
]

export const townNames = list(
  'Exampleton Sampleford Mockham Testbury Draftley Fixtureham Specimen-on-Sea Patternby Outlinwick Placeholme Dummerton Modelsworth Stubley Sketchfield Templeton-Invented Trialbourne Figmentham Notionby Pretendle Supposeham',
)

const streetWords = list(
  'Sample Invented Specimen Placeholder Fixture Pattern Outline Sketch Template Mockup Pretend Figment Fable Notional Imaginary Trial Drafting Proof Blueprint Storybook',
)
const streetKinds = list('Street Road Lane Close Avenue Way Drive Gardens Court Terrace Crescent Grove')

/** All the streets of a town, in order. None of them is anywhere. */
export const streets: readonly string[] = streetWords.flatMap(word =>
  streetKinds.map(kind => `${word} ${kind}`),
)

/** The letters that may stand at the end of a postcode. */
export const postcodeLetters = 'ABDEFGHJLNPQRSTUWXYZ'

export const schoolNames = list(
  'Alderbank Birchfield Cherrywood Dovecote Elmgrove Fernhill Greenway Hawthorn Ivybridge Juniper Kingfisher Larkrise Meadowside Northgate Oakdene Parkside Quarrybank Riverside Skylark Thornfield Underhill Valleyview Willowbrook Yewtree Brambleside Copperfield Fairlight Goldcrest Heathfield Mallard',
)
