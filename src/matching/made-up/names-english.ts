import type { NamesOfOrigin } from './name-pool.ts'

/** Names usual in England whatever the family's history: English, Welsh, Scottish, Irish. */
export const english: NamesOfOrigin = {
  girls: `Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Sienna Poppy Elsie Emily Ella
Evelyn Phoebe Evie Charlotte Millie Maisie Matilda Sofia Isabelle Aria Harper Elizabeth Penelope Ada Maya Hallie Ruby Luna Eva Aurora
Alice Erin Delilah Mabel Orla Robyn Thea Bonnie Arabella Chloe Eliza Scarlett Violet Ottilie Nancy Jessica Emilia Imogen Lottie Lucy
Molly Maeve Margot Maria Olive Eleanor Esme Edith Gracie Holly Iris Jasmine Amber Lola Summer Ellie Emma Bella Georgia Anna Lyla Nellie
Darcie Beatrice Heidi Harriet Clara Amelie Hannah Abigail Martha Zara Rose Lilly Eloise Annabelle Sophie Darcy Felicity Megan Skye Niamh
Lexi Tilly Sara Autumn Leah Aoife Faith Niamh Katie Amy Lara Victoria Francesca Rebecca Julia Hope Hollie Maddison Madison Lacey Zoe
Paige Caitlin Courtney Abbie Lauren Bethany Rachel Sarah Naomi Lydia Rowan Bronwyn Carys Ffion Seren Cerys Megan Nia Efa Mali Lowri
Eilidh Iona Ailsa Catriona Kirsty Fiona Morven Mhairi Siobhan Roisin Saoirse Ciara Sinead Aisling Grainne Clodagh Maisy Macie Kayla Kayleigh
Keira Kiera Kyra Demi Jade Jodie Stephanie Nicole Natasha Natalie Danielle Gabriella Gabrielle Alexandra Alexis Alexa Allegra Alana Alanna Alicia
Alison Amanda Andrea Angela Angelica Anya Ariana Arianna April Ashleigh Astrid Athena Audrey Ayla Betsy Blossom Bryony Camilla Cara Carly Carmen
Caroline Catherine Katherine Kathryn Cassie Cecilia Celeste Charley Charlie Cherry Christina Christabel Claire Clementine Constance Cora Coral
Cordelia Cressida Daphne Deborah Diana Dora Dorothy Ebony Eden Edie Effie Eleni Elena Elise Elisha Eliana Eloisa Elspeth Elodie Emmeline Estelle
Esther Ethel Eve Fern Fleur Flora Frances Frankie Freda Gemma Georgie Georgina Gwen Gwendolyn Hattie Hazel Helen Helena Henrietta Hermione Hetty
India Indie Ingrid Isabel Isobel Ivanna Jacqueline Jane Janet Jemima Jennifer Jenna Jessie Joanna Josephine Josie Joy Judith Juliet Juliette June
Juno Kara Karen Kate Kathleen Katrina Kelly Kimberley Kitty Laila Laura Leila Lena Leonie Liberty Lila Lilian Lillian Lilibet Linda Lisa Liv Lorna
Louisa Louise Lucia Lucinda Lyra Mackenzie Maggie Margaret Marianne Marigold Marina Marnie Mary Maud May Melanie Melissa Melody Mercy Meredith Merryn
Michelle Mila Mildred Milly Mina Miranda Miriam Mollie Morgan Myla Myra Nadia Nell Nora Norah Octavia Odette Oonagh Ophelia Pamela Pandora Patricia
Pearl Petra Philippa Pippa Polly Primrose Priscilla Queenie Quinn Raven Reagan Rhiannon Riley Rita Roberta Rosa Rosalie Rosalind Rosamund Rosanna
Roseanne Rosemary Roxanne Rue Ruth Sadie Sally Samantha Sandra Saskia Selena Serena Shannon Sharon Shauna Sheila Shelby Sian Sidney Simone Stella
Susan Susannah Suzanne Sybil Sylvia Sylvie Tabitha Talia Tamara Tamsin Tara Tegan Teresa Tess Tessa Theodora Tia Tiffany Tilda Toni Tori Tracey Trinity
Trixie Una Ursula Valentina Valerie Vanessa Vera Verity Veronica Vivian Vivienne Wendy Wilhelmina Winifred Winnie Wren Xanthe Yasmin Yvonne Yvette Zelda`,
  boys: `Noah Oliver George Arthur Leo Oscar Theodore Freddie Theo Archie Henry Alfie Charlie Jack Harry Luca Finley Roman Jude Reuben
Thomas Elijah Louie Tommy Hudson Hugo Arlo Lucas James Teddy Isaac Albie Ezra Reggie Joshua William Sonny Ronnie Rory Ralph Alexander
Sebastian Joseph Edward Max Mason Logan Daniel Adam Samuel Toby Rowan Jacob Benjamin Ethan Frederick Harrison Jaxon Rupert Finn Ellis
Stanley Harvey Bobby Chester Albert Louis Caleb Elliot Elliott Zachary Dylan Felix Jesse Jasper Blake Hunter Tobias Bodhi Carter Kai
Michael Nathan Luke Matthew Jenson Jayden Riley Tyler Connor Callum Cameron Lewis Liam Owen Ryan Ben Sam David Robert Robin Christopher
Nicholas Patrick Dominic Gabriel Aaron Leon Jake Kian Cian Conor Sean Shaun Shane Eoin Oisin Fionn Cillian Cormac Declan Donnacha Ruairi
Hamish Angus Fergus Lachlan Ewan Euan Alasdair Alistair Duncan Craig Gregor Malcolm Murray Ross Stuart Stewart Rhys Dafydd Gethin Gruffydd
Iestyn Ieuan Llew Macsen Osian Owain Tomos Gareth Geraint Huw Ifan Aled Bryn Emrys Evan Griff Abel Adrian Aidan Aiden Alan Alec Alex Alfred
Andrew Anthony Antony Ashley Ashton Asher Aubrey August Austin Axel Bailey Barnaby Barney Basil Beau Benedict Benji Bertie Billy Bradley Brandon
Brendan Brian Brodie Brody Bruce Bruno Byron Calvin Carl Carson Casper Cecil Chase Chris Christian Clark Clayton Clive Cody Cole Colin Conrad
Cooper Corey Cory Craig Curtis Cyrus Dale Damian Damon Danny Darcy Darius Darren Dean Denis Dennis Derek Dexter Dominik Donald Dougal Douglas
Drew Dwayne Eddie Edgar Edmund Edwin Eli Elias Elton Emmett Enzo Eric Ernest Ernie Eugene Evander Ewan Fabian Fletcher Flynn Francis Frank Frankie
Franklin Fraser Fred Gabe Gage Gary Gavin Gene Geoffrey Gerald Gerard Gilbert Giles Glen Glenn Gordon Graham Grant Gregory Greyson Grayson Guy
Hal Harley Harold Harris Haydn Heath Hector Herbert Hilary Howard Hubert Hugh Humphrey Huxley Ian Iain Ike Inigo Irving Isaiah Ivan Ivor Jackson
Jago Jamie Jared Jason Jay Jed Jeffrey Jeremiah Jeremy Jerome Jett Jim Jimmy Joe Joel Joey John Johnny Jonah Jonas Jonathan Jordan Josh Josiah
Julian Julius Justin Kaiden Kayden Kane Keaton Keegan Keiran Keith Kenneth Kenny Kevin Kieran Kingsley Kit Kyle Lance Lawrence Laurie Lee Lennie
Lennon Lenny Leonard Leopold Leroy Leslie Levi Lincoln Linus Lloyd Lorcan Lorenzo Louis Lucian Ludo Luther Lyle Mack Magnus Marcel Marcus Mark
Marley Marlon Marshall Martin Marvin Maurice Max Maximilian Maxwell Melvin Merlin Micah Miles Milo Mitchell Monty Morgan Morris Moses Nate Nathaniel
Ned Neil Nelson Neville Nigel Noel Norman Olly Orlando Orson Osbert Oswald Otis Otto Parker Paul Percy Perry Peter Philip Phillip Phineas Piers Preston
Quentin Quincy Ralph Ray Raymond Reece Reed Reginald Remy Rex Richard Ricky Robbie Rocco Roderick Rodney Roger Roland Rolf Ronald Ronan Rory Roy
Rufus Russell Samson Saul Scott Seth Sheldon Sid Sidney Silas Simon Solomon Spencer Spike Stephen Steven Struan Sylvester Tate Taylor Ted Terence
Terry Thaddeus Tim Timothy Tony Travis Trevor Tristan Troy Tyrone Ulysses Valentine Vaughan Vernon Victor Vincent Vinnie Wade Wallace Walter Warren
Warwick Wayne Wesley Wilbur Wilfred Wilf Will Winston Woody Wyatt Xander Xavier Yorick Zac Zach Zack Zander Zane Zeke Zeb`,
  surnames: `Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood
Jackson Clarke Harris Clark Lewis Turner Hill Cooper Ward Moore Morris King Watson Baker Harrison Morgan Allen James Scott Phillips Parker
Edwards Mitchell Davis Bennett Price Griffiths Young Cook Richardson Adams Shaw Carter Bailey Hughes Murphy Kelly Collins Bell Marshall Anderson
Cox Ellis Simpson Miller Foster Webb Chapman Rogers Hunt Mills Wilkinson Richards Campbell Stevens Owen Knight Lloyd Barnes Matthews Palmer
Holmes Butler Russell Barker Fisher Thomas Martin Stewart Jenkins Murray Dixon Harvey Pearson Graham Fletcher Howard Andrews Gibson Fox Elliott
Reynolds Saunders Payne Fuller Ford Powell Grant Day West Watts Lawrence Perry Hart Carr Armstrong Walsh Ross Burton Hawkins Cole Dawson Rose Wells
Hayes Spencer Stone Kennedy Gordon Lane Harding Woods Hudson Bradley Jordan Barrett Arnold Nicholls Gardner Brooks Francis Lee Williamson Newman
Pearce Burke Stephens Reid Osborne Gray Cunningham Berry Bishop Oliver Henderson Hamilton Austin Warren Sutton Sullivan Crawford Boyd Black Bird
Read Field Long Weaver Lamb Poole Porter Page Potter Nicholson Hunter Hicks Hopkins Ball Bates Webster Ryan Wallace Rowe Curtis Gill Gregory Bond
Dunn Wheeler May Parsons Atkinson Robertson Ferguson Kerr Paterson Macdonald Mackenzie McDonald McKenzie McCarthy McLean McGregor Macleod McIntyre
Cameron Fraser Sinclair Sutherland Munro Buchanan Forbes Duncan Innes Drummond O'Brien O'Connor O'Neill O'Sullivan O'Reilly O'Donnell O'Leary O'Keefe
O'Shea O'Rourke Doyle Byrne Gallagher Doherty Dougherty Quinn Nolan Lynch Duffy Daly Power Flynn Brennan Fitzgerald Fitzpatrick Kavanagh Maguire McGuire
Moran Regan Reilly Rooney Sheehan Sweeney Tierney Whelan Griffin Hogan Healy Hennessy Keane Keogh Kiely Kearney Lawlor Leahy Madden Mahoney Molloy
Mooney Mulligan Mullen Nugent Phelan Rafferty Roche Shannon Tobin Tracey Bevan Bowen Davies Ellis Evans Gethin Gough Griffith Gwynne Hopkin Howell
Howells Hughes Humphreys Jenkins Llewellyn Lloyd Maddox Meredith Morgan Mostyn Parry Penry Powys Preece Prosser Probert Pugh Rees Rhys Roderick Tudor
Vaughan Watkins Yorath Abbott Ackroyd Addison Ainsworth Akers Aldridge Alexander Allison Ames Appleby Archer Armitage Ashby Ashcroft Ashton Ashworth
Askew Atkins Attwood Avery Ayres Bacon Badger Bagshaw Baines Baldwin Bamford Banks Barber Barclay Barlow Barnett Barr Barron Barry Bartlett Barton
Bateman Batten Baxter Beach Beale Beard Beattie Beaumont Beck Beckett Bedford Beech Beecham Benson Bentley Best Betts Bickerstaff Biggs Billings
Birch Blackburn Blackwell Blair Blake Bland Blyth Bolton Boon Booth Bostock Bourne Bowden Bowers Bowes Bowles Bowman Boyce Boyle Bracewell Bradbury
Bradford Bradshaw Brady Braithwaite Bramley Brandon Bray Brewer Bridges Briggs Bright Bristow Broadbent Brock Brookes Broughton Bruce Bryan Bryant
Buck Buckley Bull Bullock Burgess Burgin Burns Burrows Bush Butcher Butterworth Buxton Cain Calvert Cannon Carey Carlisle Carpenter Carroll Cartwright
Carver Casey Cassidy Castle Chadwick Challis Chamberlain Chambers Chandler Chaplin Charlton Chase Child Church Churchill Clayton Clegg Clements Clifford
Clough Coates Cobb Cochrane Coleman Coles Collier Compton Connell Connolly Connor Conway Cooke Coombes Cope Copeland Corbett Cornish Cotton Coulson
Cowan Coward Cox Crabtree Craddock Craig Crane Craven Cross Crossley Crouch Crowe Crowther Cullen Cummings Currie Dale Dalton Daniels Darby Davenport
Davidson Davison Dean Delaney Denham Dennis Denton Devlin Dickens Dickinson Dicks Dobson Dodd Donaldson Donnelly Donovan Douglas Downes Downing Drake
Draper Driscoll Drew Duckworth Dudley Duke Dyer Eaton Eccles Edmonds Egan Elias Elliot Emery England English Everett Fairclough Farmer Farrell Farrow
Faulkner Fawcett Fearn Fenton Finch Finlay Firth Fitton Fleming Flower Forrest Forster Forsyth Foulkes Fowler Franklin Freeman French Frost Fry Furness
Galloway Gardiner Garner Garnett Garrett Gates George Gibbons Gibbs Gilbert Giles Gillespie Gladwin Glover Goddard Godfrey Goldsmith Goodall Goodman
Goodwin Gough Gould Greaves Greenwood Greene Gresham Grimshaw Groves Grundy Guest Guthrie Hadley Haigh Haines Hale Haley Halliday Hammond Hampton Hancock
Hanson Hardcastle Hardy Hargreaves Harper Harrington Hartley Haslam Hastings Hatton Haworth Haynes Hayward Head Heap Heath Hebden Hemmings Henry Hepburn
Herbert Heritage Hewitt Heywood Hibbert Higgins Hilton Hinchliffe Hinton Hobbs Hobson Hodge Hodges Hodgson Hodgkinson Holden Holland Holloway Holt Hood
Hooper Hope Hopkinson Horn Horton Houghton Houston Howarth Howe Hubbard Hulme Humphries Hurst Hutchings Hutchinson Hyde Ingham Ingram Ireland Irving Irwin
Iveson Jarvis Jeffery Jeffries Jennings Jessop Johns Johnston Joyce Judd Kay Kaye Keen Kemp Kendall Kendrick Kent Kershaw Kidd Kilpatrick Kinsella Kirby
Kirk Kirkham Kirkland Kitchen Knowles Knox Lacey Laing Lake Lambert Lancaster Langley Larkin Latham Law Lawson Laycock Leach Leigh Lennon Leonard Leslie
Lester Levy Lindsay Lister Little Livesey Livingstone Locke Lockwood Logan Lord Love Lovell Lowe Lucas Luff Lyle Lynn Lyons Mann Manning Marsden Marsh
Mason Massey Maxwell Mayer Meadows Mellor Mercer Merritt Metcalfe Middleton Miles Millar Millington Milne Milner Moffat Monaghan Moody Moon Morley Morrell
Morrison Morrow Morton Moss Mottram Muir Myers Nash Naylor Neal Neville Newell Newton Nield Nightingale Nixon Noble Norman Norris North Norton Nuttall Oakley
Oates Ogden Oldham Orchard Orr Osborn Otter Owens Pace Padgett Palfrey Park Parkes Parkin Parkinson Parr Partridge Patterson Patel Peacock Peck Peel Pemberton
Penn Perkins Peters Petty Pickering Pickles Pierce Pike Pilling Piper Pitt Platt Plant Pollard Pope Postlethwaite Potts Pratt Preston Pritchard Proctor Purcell
Quigley Radcliffe Ramsay Ramsden Randall Ratcliffe Rawlings Rayner Raynor Redfern Redmond Reeve Reeves Renshaw Rhodes Rice Rich Richmond Rider Ridgway Ridley
Rigby Riley Rimmer Roach Robbins Robson Rodgers Roe Roper Rowland Rowley Royle Rudd Rushton Ruth Rutherford Salt Sampson Samuels Sanders Sanderson Sandford
Savage Sawyer Schofield Sears Seddon Sellers Senior Seymour Sharp Sharpe Sharples Sheldon Shelton Shepherd Sheppard Sheridan Short Siddall Silcock Simmonds
Simmons Simms Singleton Skelton Skinner Slater Sloan Smart Smedley Snape Snell Snow Southern Sparks Speight Spence Spencer Spooner Squire Stacey Stafford
Staniforth Stanley Stanton Stead Steel Steele Stephenson Sterling Stevenson Stirling Stokes Storey Stott Street Stringer Strong Stuart Sugden Summers Sumner
Swain Swan Swann Swift Sykes Symonds Tait Talbot Tanner Tate Tattersall Tatton Teague Temple Tennant Terry Thorne Thornton Thorpe Thurston Timms Tindall Todd
Tolley Tomlinson Tompkins Topham Townsend Travis Tremblett Trevithick Tucker Tully Turnbull Tyler Tyson Underwood Unsworth Upton Varley Vernon Vickers Vincent
Wade Wadsworth Wainwright Waite Wakefield Wall Wallis Walters Walton Wardle Waring Warner Waterhouse Waters Watt Webber Welch Weston Whalley Wharton Wheatley
Whitaker Whitehead Whitehouse Whitfield Whittaker Whittle Whitworth Wild Wilde Wilkes Wilks Willis Wills Wilcox Winter Winterbottom Wise Witham Wolfe Woodcock
Woodhead Woodhouse Woodward Woolley Worrall Worthington Wray Wyatt Wylie Yates Yeates York Youngs`,
  rareSurnames: {
    starts: `Ald Ash Bar Beck Bex Bick Birk Black Blen Bos Brad Bram Brant Brin Brock Buck Bur Cal Carl Chal Chat Clif Col Cor Cran
Cres Crom Crow Dal Dan Den Dray Dun East Ed Ell Elm Fair Fal Farn Fel Fern Frod Gal Gar Gil Glen God Gran Graf Gris Had Hal Ham Har Hart Has Haw Hazel
Hea Hen Hex High Hol Hop Horn Hux Ink Kel Ken Kil King Kirk Lang Led Lin Lock Lon Lud Lyn Mal Mar Mel Mid Mil Mos Nor Oak Old Orm Oxen Pem Pen Pil Pres Quar
Rad Ram Raven Red Rich Rip Rob Rom Ros Roth Sand Sel Shar Shel Ship Sil Skel Snel South Stan Stock Stret Sun Swin Tad Tar Thorn Thur Tin Tor Tre Tun
Und Wad Wake Wal War Wat Wel West Whit Wick Wil Win Wool Wor Wrex Wy`,
    ends: `bourne bridge brook bury by combe cott croft dale den don fall field ford gate grave greave ham hampton hurst ing ington land
ley low man mere more ness over ridge sett shaw stead ster stone thorpe thwaite ton tree wade ward well wick win wood worth yard`,
    share: 0.3,
  },
  rareGirls: {
    starts: `Lily- Ella- Ava- Evie- Gracie- Isla- Lexi- Lacey- Amelia- Darcey- Ivy- Millie- Maisie- Poppy- Sophie- Ellie- Lola- Daisy- Bella-
Callie- Connie- Dolly- Elsie- Esmae- Halle- Holly- Indie- Lilly- Lyla- Macey- Mila- Nova- Orla- Peggy- Ruby- Rylee- Summer- Tillie- Willow- Anna- Sarah-
Kacey Kay Jay Bray Shay Tay Char Chan Dani Kaci Lan Mad Mar Mel Roch Sha Sher Tal Tan`,
    ends: `Mae Rose May Grace Louise Jane Marie Leigh Jo Belle Lou Anne Mai Rae Beth Elle lyn leigh ley lee la na nelle sie sha ra ria`,
    share: 0.1,
  },
  rareBoys: {
    starts: `Alfie- Archie- Billy- Bobby- Charlie- Freddie- George- Harley- Jack- Jay- Joe- Louie- Oliver- Ronnie- Teddy- Tommy- Leo- Noah- James- John-
Ja Ka Bra Cay De Jar Jax Kel Ky La Mar Ray Ry Shay Tay Ter Ty Ze`,
    ends: `James John Lee Jay Ray George Joe Jack Thomas Junior den don lan ley lon mar ron ryn sen son vin xon yn`,
    share: 0.07,
  },
  steepness: { forenames: 0.75, surnames: 0.72 },
  middleNames: 0.78,
}
